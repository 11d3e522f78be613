// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lyceum.encoder.Positions;
import org.lyceum.encoder.Transformer;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * RoBERTa, XLM-R and CamemBERT: BERT whose positions count tokens that are not padding, from the id
 * of padding plus 1.
 *
 * @param kind {@code roberta}, {@code xlm-roberta} or {@code camembert}
 * @param config its sizes; as many positions as rows, more than a text may have tokens
 * @param padId the id of padding
 * @see <a href="https://arxiv.org/abs/1907.11692">Liu et al. 2019</a>
 */
record Roberta(String kind, BertConfig config, int padId) implements Architecture {
  private static final CheckpointNames NAMES =
      new CheckpointNames(List.of("roberta.", "camembert."), BertParts.IGNORED);

  static Architecture of(String kind, Settings settings) {
    return new Roberta(
        kind, BertConfig.of(settings, 2, 1e-12, "gelu"), settings.integer("pad_token_id", 1));
  }

  @Override
  public Transformer load(Parameters parameters) {
    var counting = new Positions.Counting.FromPadId(padId);
    var embedding = BertParts.embedding(parameters, config, config.width(), counting);
    return BertParts.encoder(embedding, parameters, config);
  }

  @Override
  public Profile profile() {
    return new Profile(
        kind,
        config.sizes().upTo(config.positions() - padId - 1),
        NAMES,
        BertParts.TABLE,
        config.types() > 1);
  }

  @Override
  public int fixedIds() {
    return padId + 1;
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    var heads = BertParts.pooler(parameters, config.width());
    var language = BertParts.languageHead(parameters, config);
    if (language != null) {
      heads.put("logits", language::logits);
    }
    return heads;
  }
}
