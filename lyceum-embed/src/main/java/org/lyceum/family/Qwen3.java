// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Residual;
import org.lyceum.nn.Parameters;

/**
 * Qwen 3: Qwen 2, in most files without biases, with a norm of each head's queries and keys.
 *
 * @see <a href="https://arxiv.org/abs/2505.09388">Yang et al. 2025</a>, section 2
 */
final class Qwen3 {
  private static final int HEAD = 128;

  private Qwen3() {}

  static Architecture of(Settings settings) {
    return Llama.qwen("qwen3", settings, HEAD, layers(settings.flag("attention_bias", false)));
  }

  private static Decoder.Style layers(boolean biased) {
    return (parameters, decoder, placement) ->
        new Block.Serial(
            Residual.pre(decoder.norm(parameters.under("input_layernorm"))),
            attention(parameters.under("self_attn"), decoder, placement, biased),
            Residual.pre(decoder.norm(parameters.under("post_attention_layernorm"))),
            Llama.gated(parameters.under("mlp"), decoder, false));
  }

  /** Attention with norms of each head's queries and keys. */
  static Attention attention(Parameters own, Decoder decoder, Placement placement, boolean biased) {
    var heads = decoder.heads();
    return new Attention(
        heads,
        Llama.projection(own, decoder, biased),
        decoder.norm(own.under("q_norm"), heads.width()),
        decoder.norm(own.under("k_norm"), heads.width()),
        placement,
        Llama.out(own, decoder, biased));
  }
}
