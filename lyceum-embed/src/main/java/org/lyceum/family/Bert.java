// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lyceum.encoder.Positions;
import org.lyceum.encoder.Transformer;
import org.lyceum.head.Pooler;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * BERT: learned positions, layer normalization after each sublayer.
 *
 * <p>Parameters carry the names of the base model, without the prefix {@code bert.}: {@code
 * embeddings.word_embeddings.weight}, {@code encoder.layer.0.attention.self.query.weight}.
 *
 * @param config its sizes
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018</a>
 */
public record Bert(BertConfig config) implements Architecture {
  private static final CheckpointNames NAMES =
      new CheckpointNames(List.of("bert."), BertParts.IGNORED);

  @Override
  public Transformer load(Parameters parameters) {
    var counting = new Positions.Counting.FromStart(0);
    var embedding = BertParts.embedding(parameters, config, config.width(), counting);
    return BertParts.encoder(embedding, parameters, config);
  }

  @Override
  public Profile profile() {
    return new Profile("bert", config.sizes(), NAMES, BertParts.TABLE, true);
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    var heads = BertParts.pooler(parameters, config.width());
    if (parameters.has("cls.seq_relationship.weight")) {
      var pooler = Pooler.load(parameters.under("pooler.dense"), config.width());
      var relationship = Linear.load(parameters.under("cls.seq_relationship"), config.width(), 2);
      heads.put("seq_relationship_logits", x -> relationship.apply(pooler.apply(x)));
    }
    var language = BertParts.predictions(parameters, config, "LayerNorm", config.activation());
    if (language != null) {
      heads.put("logits", language::logits);
    }
    return heads;
  }
}
