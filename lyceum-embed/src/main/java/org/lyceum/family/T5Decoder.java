// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.CrossAttention;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.RelativeBias;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Sight;
import org.lyceum.encoder.Tokens;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Norm;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * The other half of T5: states of a text to logits of the tokens that follow others.
 *
 * @param words the table of token embeddings, {@code (V, D)}
 * @param layers one after the other
 * @param norm of the last states
 * @param head states to logits
 */
record T5Decoder(Tensor words, List<Layer> layers, Norm norm, Linear head) {
  /** Attention to what was said, to the text, and a feed-forward network. */
  record Layer(
      Residual telling,
      Attention attention,
      Residual looking,
      CrossAttention cross,
      Residual feeding,
      FeedForward feedForward) {
    Tensor apply(Tensor states, CrossAttention.Memory memory, Sight sight) {
      Tensor told = telling.around(states, x -> attention.apply(x, sight));
      Tensor looked = looking.around(told, x -> cross.apply(x, memory));
      return feeding.around(looked, feedForward::apply);
    }
  }

  static T5Decoder load(T5 family, Parameters parameters) {
    var sizes = family.sizes();
    Tensor words = parameters.get(family.table(), sizes.vocabulary(), sizes.width());
    var stack = parameters.under("decoder");
    var shared = family.biasOfEach() ? null : bias(family, stack.under("block.0"));
    var layers =
        IntStream.range(0, family.decoding().layers())
            .mapToObj(i -> layer(family, stack.under("block." + i), shared))
            .toList();
    var norm = family.norm(stack.under("final_layer_norm"));
    return new T5Decoder(words, layers, norm, head(family, parameters, words));
  }

  /** States are scaled, or the table that they meet. */
  private static Linear head(T5 family, Parameters parameters, Tensor words) {
    var sizes = family.sizes();
    Tensor own =
        family.decoding().tied()
            ? words
            : parameters.get("lm_head.weight", sizes.vocabulary(), sizes.width());
    return new Linear(
        family.decoding().scaled() ? own.mul(1 / Math.sqrt(sizes.width())) : own, null);
  }

  private static RelativeBias bias(T5 family, Parameters block) {
    return family.bias(block, family.distances().backward());
  }

  private static Layer layer(T5 family, Parameters parameters, @Nullable RelativeBias shared) {
    var heads = family.heads();
    var own = parameters.under("layer.0.SelfAttention");
    var bias = shared == null ? bias(family, parameters) : shared;
    return new Layer(
        Residual.pre(family.norm(parameters.under("layer.0.layer_norm"))),
        new Attention(
            heads,
            family.projection(own),
            new Placement(null, Reach.CAUSAL, bias),
            family.out(own)),
        Residual.pre(family.norm(parameters.under("layer.1.layer_norm"))),
        cross(family, parameters.under("layer.1.EncDecAttention")),
        Residual.pre(family.norm(parameters.under("layer.2.layer_norm"))),
        family.feedForward(parameters.under("layer.2.DenseReluDense")));
  }

  private static CrossAttention cross(T5 family, Parameters own) {
    int width = family.sizes().width();
    var heads = family.heads();
    return new CrossAttention(
        heads,
        Linear.unbiased(own.under("q"), width, heads.queryWidth()),
        Linear.unbiased(own.under("k"), width, heads.keyWidth()),
        Linear.unbiased(own.under("v"), width, heads.keyWidth()),
        family.out(own));
  }

  Tensor logits(Tensor ids, CrossAttention.Memory memory) {
    Tensor states = words.rows(ids);
    var sight = Sight.of(new Tokens(ids, null, null), states.dtype());
    for (var layer : layers) {
      states = layer.apply(states, memory, sight);
    }
    return head.apply(norm.apply(states));
  }
}
