// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Positions;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Sight;
import org.lyceum.encoder.Transformer;
import org.lyceum.head.LanguageHead;
import org.lyceum.head.Pooler;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * ALBERT: BERT with narrow embeddings, whose layers share parameters in groups.
 *
 * @param config its sizes
 * @param embedding the width of the embeddings
 * @param groups of layers with the same parameters
 * @param inner layers one after the other that count as one
 * @see <a href="https://arxiv.org/abs/1909.11942">Lan et al. 2019</a>
 */
record Albert(BertConfig config, int embedding, int groups, int inner) implements Architecture {
  private static final CheckpointNames NAMES =
      new CheckpointNames(
          List.of("albert."),
          List.of("position_ids", "token_type_ids", "predictions.decoder.bias"));

  static Architecture of(Settings settings) {
    var config = BertConfig.of(settings, 2, 1e-12, "gelu_new");
    return new Albert(
        config,
        settings.size("embedding_size", 128),
        settings.size("num_hidden_groups", 1),
        settings.size("inner_group_num", 1));
  }

  /** Layers that count as one. */
  private record Several(List<Block> layers) implements Block {
    @Override
    public Tensor apply(Tensor states, Sight sight) {
      Tensor x = states;
      for (Block layer : layers) {
        x = layer.apply(x, sight);
      }
      return x;
    }

    @Override
    public Tensor probabilities(Tensor states, Sight sight) {
      return layers.getFirst().probabilities(states, sight);
    }

    @Override
    public List<Block> inside() {
      return layers;
    }
  }

  @Override
  public Transformer load(Parameters parameters) {
    var words =
        BertParts.embedding(parameters, config, embedding, new Positions.Counting.FromStart(0));
    var wide =
        Linear.load(
            parameters.under("encoder.embedding_hidden_mapping_in"), embedding, config.width());
    var shared =
        IntStream.range(0, groups)
            .mapToObj(i -> group(parameters.under("encoder.albert_layer_groups." + i)))
            .toList();
    var layers =
        IntStream.range(0, config.layers())
            .mapToObj(i -> shared.get(i * groups / config.layers()))
            .toList();
    return new Transformer(
        words.andThen(wide::apply), layers, Transformer.Ending.NONE, config.width());
  }

  private Block group(Parameters parameters) {
    return new Several(
        IntStream.range(0, inner)
            .mapToObj(i -> layer(parameters.under("albert_layers." + i)))
            .toList());
  }

  private Block layer(Parameters parameters) {
    int width = config.width();
    var heads = Heads.of(config.heads(), width);
    var own = parameters.under("attention");
    return new Block.Serial(
        BertParts.post(own.under("LayerNorm"), config),
        new Attention(
            heads,
            Projection.load(own, List.of("query", "key", "value"), heads, width),
            Placement.NONE,
            Linear.load(own.under("dense"), width, width)),
        BertParts.post(parameters.under("full_layer_layer_norm"), config),
        FeedForward.of(
            Linear.load(parameters.under("ffn"), width, config.intermediate()),
            config.activation(),
            Linear.load(parameters.under("ffn_output"), config.intermediate(), width)));
  }

  @Override
  public Profile profile() {
    return new Profile("albert", config.sizes(), NAMES, BertParts.TABLE, true);
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    var heads = new LinkedHashMap<String, UnaryOperator<Tensor>>();
    int width = config.width();
    if (parameters.has("pooler.weight")) {
      var pooler = Pooler.load(parameters.under("pooler"), width);
      heads.put("pooler_output", pooler::apply);
      if (parameters.has("sop_classifier.classifier.weight")) {
        var order = Linear.load(parameters.under("sop_classifier.classifier"), width, 2);
        heads.put("sop_logits", x -> order.apply(pooler.apply(x)));
      }
    }
    if (parameters.has("predictions.dense.weight")) {
      heads.put("logits", language(parameters)::logits);
    }
    return heads;
  }

  private LanguageHead language(Parameters parameters) {
    var own = parameters.under("predictions");
    return new LanguageHead(
        Linear.load(own.under("dense"), config.width(), embedding),
        config.activation(),
        LayerNorm.load(own.under("LayerNorm"), embedding, config.eps()),
        BertParts.decoder(
            parameters, "predictions.decoder.weight", table(), config.vocabulary(), embedding),
        own.get("bias", config.vocabulary()));
  }
}
