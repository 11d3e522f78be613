// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.Residual;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;

/**
 * The layers of either side of CLIP and SigLIP: norms before each step.
 *
 * @param width of the states, {@code D}
 * @param number of layers, {@code L}
 * @param heads of attention
 * @param inner the feed-forward layers
 * @param eps added to the variance
 */
record ClipLayers(int width, int number, Heads heads, Decoder.Inner inner, double eps) {
  /** As a configuration has them; what it does not say is as in another one. */
  static ClipLayers of(Settings settings, ClipLayers otherwise) {
    int width = settings.size("hidden_size", otherwise.width);
    return new ClipLayers(
        width,
        settings.integer("num_hidden_layers", otherwise.number),
        Heads.of(settings.size("num_attention_heads", otherwise.heads.queries()), width),
        new Decoder.Inner(
            settings.size("intermediate_size", otherwise.inner.width()),
            settings.activation("hidden_act", otherwise.inner.activation().checkpointName())),
        settings.eps("layer_norm_eps", otherwise.eps));
  }

  /** Below {@code encoder.layers}. */
  List<Block> load(Parameters parameters, Reach reach) {
    return IntStream.range(0, number)
        .mapToObj(i -> layer(parameters.under("encoder.layers." + i), reach))
        .toList();
  }

  LayerNorm norm(Parameters parameters) {
    return LayerNorm.load(parameters, width, eps);
  }

  private Block layer(Parameters parameters, Reach reach) {
    var own = parameters.under("self_attn");
    return new Block.Serial(
        Residual.pre(norm(parameters.under("layer_norm1"))),
        new Attention(
            heads,
            Projection.load(own, Llama.PROJECTIONS, heads, width),
            new Placement(null, reach, null),
            Linear.load(own.under("out_proj"), width, width)),
        Residual.pre(norm(parameters.under("layer_norm2"))),
        feedForward(parameters.under("mlp")));
  }

  FeedForward feedForward(Parameters parameters) {
    return FeedForward.of(
        Linear.load(parameters.under("fc1"), width, inner.width()),
        inner.activation(),
        Linear.load(parameters.under("fc2"), inner.width(), width));
  }
}
