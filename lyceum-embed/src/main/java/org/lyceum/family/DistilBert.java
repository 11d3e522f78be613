// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Positions;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Transformer;
import org.lyceum.head.LanguageHead;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * DistilBERT: BERT without token types.
 *
 * @param sizes its sizes
 * @param heads of attention
 * @param intermediate width of the feed-forward layers
 * @param activation of these
 * @see <a href="https://arxiv.org/abs/1910.01108">Sanh et al. 2019</a>
 */
record DistilBert(Sizes sizes, Heads heads, int intermediate, Activation activation)
    implements Architecture {
  /** Fixed. */
  private static final double EPS = 1e-12;

  private static final CheckpointNames NAMES =
      new CheckpointNames(List.of("distilbert."), List.of("position_ids"));

  static Architecture of(Settings settings) {
    settings.flag("sinusoidal_pos_embds", false); // the file holds the table either way
    int width = settings.size("dim");
    return new DistilBert(
        new Sizes(
            settings.size("vocab_size"),
            width,
            settings.integer("n_layers"),
            settings.size("max_position_embeddings", 512)),
        Heads.of(settings.size("n_heads"), width),
        settings.size("hidden_dim"),
        settings.activation("activation", "gelu"));
  }

  @Override
  public Transformer load(Parameters parameters) {
    int width = sizes.width();
    var words = parameters.get(table(), sizes.vocabulary(), width);
    var own = parameters.under("embeddings");
    var positions =
        new Positions(
            own.get("position_embeddings.weight", sizes.longest(), width),
            new Positions.Counting.FromStart(0));
    var norm = LayerNorm.load(own.under("LayerNorm"), width, EPS);
    var layers =
        IntStream.range(0, sizes.layers())
            .mapToObj(i -> layer(parameters.under("transformer.layer." + i)))
            .toList();
    return new Transformer(
        tokens -> norm.apply(words.rows(tokens.ids()).add(positions.of(tokens))),
        layers,
        Transformer.Ending.NONE,
        width);
  }

  private Block layer(Parameters parameters) {
    int width = sizes.width();
    var own = parameters.under("attention");
    return new Block.Serial(
        Residual.post(LayerNorm.load(parameters.under("sa_layer_norm"), width, EPS)),
        new Attention(
            heads,
            Projection.load(own, List.of("q_lin", "k_lin", "v_lin"), heads, width),
            Placement.NONE,
            Linear.load(own.under("out_lin"), width, width)),
        Residual.post(LayerNorm.load(parameters.under("output_layer_norm"), width, EPS)),
        FeedForward.of(
            Linear.load(parameters.under("ffn.lin1"), width, intermediate),
            activation,
            Linear.load(parameters.under("ffn.lin2"), intermediate, width)));
  }

  @Override
  public Profile profile() {
    return new Profile("distilbert", sizes, NAMES, BertParts.TABLE);
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    if (!parameters.has("vocab_transform.weight")) {
      return Map.of();
    }
    int width = sizes.width();
    var head =
        new LanguageHead(
            Linear.load(parameters.under("vocab_transform"), width, width),
            activation,
            LayerNorm.load(parameters.under("vocab_layer_norm"), width, EPS),
            BertParts.decoder(
                parameters, "vocab_projector.weight", table(), sizes.vocabulary(), width),
            parameters.get("vocab_projector.bias", sizes.vocabulary()));
    return Map.of("logits", head::logits);
  }
}
