// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.CrossAttention;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Positions;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Sight;
import org.lyceum.encoder.Tokens;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Norm;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * The other half of BART: states of a text to logits of the tokens that follow others.
 *
 * @param family of the encoder
 * @param words the table of token embeddings, {@code (V, D)}
 * @param positions their positions
 * @param norm of the embeddings
 * @param layers one after the other
 * @param bias of the logits, {@code (1, V)}, or null
 */
record BartDecoder(
    Bart family,
    Tensor words,
    Positions positions,
    Norm norm,
    List<T5Decoder.Layer> layers,
    @Nullable Tensor bias) {
  private static final List<String> CROSS = List.of("q_proj", "k_proj", "v_proj", "out_proj");

  /** Its layers, heads and feed-forward networks. */
  record Settled(int layers, Heads heads, int inner) {}

  static BartDecoder load(Bart family, Parameters parameters) {
    var sizes = family.sizes();
    var stack = parameters.under("decoder");
    long rows = (long) sizes.longest() + Bart.OFFSET;
    return new BartDecoder(
        family,
        parameters.get(family.table(), sizes.vocabulary(), sizes.width()),
        new Positions(
            stack.get("embed_positions.weight", rows, sizes.width()),
            new Positions.Counting.FromStart(Bart.OFFSET)),
        family.norm(stack.under("layernorm_embedding")),
        IntStream.range(0, family.decoding().layers())
            .mapToObj(i -> layer(family, stack.under("layers." + i)))
            .toList(),
        parameters.has("final_logits_bias")
            ? parameters.get("final_logits_bias", 1, sizes.vocabulary())
            : null);
  }

  private static T5Decoder.Layer layer(Bart family, Parameters parameters) {
    int width = family.sizes().width();
    var decoding = family.decoding();
    var heads = decoding.heads();
    var own = parameters.under("self_attn");
    return new T5Decoder.Layer(
        Residual.post(family.norm(parameters.under("self_attn_layer_norm"))),
        new Attention(
            heads,
            Projection.load(own, Llama.PROJECTIONS, heads, width),
            new Placement(null, Reach.CAUSAL, null),
            Linear.load(own.under("out_proj"), width, width)),
        Residual.post(family.norm(parameters.under("encoder_attn_layer_norm"))),
        CrossAttention.load(parameters.under("encoder_attn"), CROSS, heads, width),
        Residual.post(family.norm(parameters.under("final_layer_norm"))),
        FeedForward.of(
            Linear.load(parameters.under("fc1"), width, decoding.inner()),
            family.inner().activation(),
            Linear.load(parameters.under("fc2"), decoding.inner(), width)));
  }

  Tensor logits(Tensor ids, CrossAttention.Memory memory) {
    var tokens = new Tokens(ids, null, null);
    Tensor states = norm.apply(words.rows(ids).mul(family.scale()).add(positions.of(tokens)));
    var sight = Sight.of(tokens, states.dtype());
    for (var layer : layers) {
      states = layer.apply(states, memory, sight);
    }
    Tensor logits = states.linear(words, null);
    return bias == null ? logits : logits.add(bias);
  }
}
