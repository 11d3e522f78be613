// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Residual;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;

/**
 * Qwen 3: Qwen 2 without biases, with a norm of each head's queries and keys.
 *
 * @see <a href="https://arxiv.org/abs/2505.09388">Yang et al. 2025</a>, section 2
 */
final class Qwen3 {
  private static final int HEAD = 128;

  private Qwen3() {}

  static Architecture of(Settings settings) {
    return Llama.qwen("qwen3", settings, HEAD, Qwen3::layer);
  }

  private static Block layer(Parameters parameters, Decoder decoder, Placement placement) {
    int width = decoder.sizes().width();
    var own = parameters.under("self_attn");
    var heads = decoder.heads();
    return new Block.Serial(
        Residual.pre(decoder.norm(parameters.under("input_layernorm"))),
        new Attention(
            heads,
            Projection.load(own, Llama.PROJECTIONS, heads, width),
            decoder.norm(own.under("q_norm"), heads.width()),
            decoder.norm(own.under("k_norm"), heads.width()),
            placement,
            Linear.load(own.under("o_proj"), heads.queryWidth(), width)),
        Residual.pre(decoder.norm(parameters.under("post_attention_layernorm"))),
        Llama.gated(parameters.under("mlp"), decoder));
  }
}
