// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Positions;
import org.lyceum.encoder.Transformer;
import org.lyceum.head.LanguageHead;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * ELECTRA: BERT with embeddings of their own width, taught to tell replaced tokens.
 *
 * @param config its sizes
 * @param embedding the width of the embeddings, projected where it is not that of the states
 * @see <a href="https://arxiv.org/abs/2003.10555">Clark et al. 2020</a>
 */
record Electra(BertConfig config, int embedding) implements Architecture {
  private static final CheckpointNames NAMES =
      new CheckpointNames(List.of("electra."), List.of("position_ids", "token_type_ids"));

  static Architecture of(Settings settings) {
    var config = BertConfig.of(settings, 2, 1e-12, "gelu");
    return new Electra(config, settings.size("embedding_size", config.width()));
  }

  @Override
  public Transformer load(Parameters parameters) {
    var words =
        BertParts.embedding(parameters, config, embedding, new Positions.Counting.FromStart(0));
    if (embedding == config.width()) {
      return BertParts.encoder(words, parameters, config);
    }
    var project = Linear.load(parameters.under("embeddings_project"), embedding, config.width());
    return BertParts.encoder(words.andThen(project::apply), parameters, config);
  }

  @Override
  public Profile profile() {
    return new Profile("electra", config.sizes(), NAMES, BertParts.TABLE, true);
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    var heads = new LinkedHashMap<String, UnaryOperator<Tensor>>();
    int width = config.width();
    if (parameters.has("discriminator_predictions.dense.weight")) {
      var own = parameters.under("discriminator_predictions");
      var dense = Linear.load(own.under("dense"), width, width);
      var prediction = Linear.load(own.under("dense_prediction"), width, 1);
      heads.put(
          "logits", x -> prediction.apply(config.activation().apply(dense.apply(x))).squeeze(-1));
    } else if (parameters.has("generator_predictions.dense.weight")) {
      var own = parameters.under("generator_predictions");
      var head =
          new LanguageHead(
              Linear.load(own.under("dense"), width, embedding),
              Activation.GELU,
              LayerNorm.load(own.under("LayerNorm"), embedding, config.eps()),
              BertParts.decoder(
                  parameters, "generator_lm_head.weight", table(), config.vocabulary(), embedding),
              parameters.get("generator_lm_head.bias", config.vocabulary()));
      heads.put("logits", head::logits);
    }
    return heads;
  }
}
