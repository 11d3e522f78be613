// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Residual;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;

/**
 * Phi-3: Llama with joined matrices, of whose heads a part turns.
 *
 * @see <a href="https://arxiv.org/abs/2404.14219">Abdin et al. 2024</a>
 */
final class Phi3 {
  private Phi3() {}

  static Architecture of(Settings settings) {
    settings.has("attention_bias"); // fixed, whatever it says
    var sizes = Decoder.sizes(settings);
    var heads = Decoder.heads(settings, 0);
    var rotary = Rotations.ofPart(settings, 10_000, heads.width(), 1);
    var placement = Placement.rotated(rotary, Llama.window(settings, 0));
    return Decoder.asConfigured(
        "phi3",
        sizes,
        heads,
        Decoder.inner(settings),
        Decoder.Norming.of(settings.eps("rms_norm_eps", 1e-5)),
        Decoder.everywhere(sizes, placement),
        Phi3::layer,
        DecoderHead.of(settings, false));
  }

  private static Block layer(Parameters parameters, Decoder decoder, Placement placement) {
    int width = decoder.sizes().width();
    int inner = decoder.inner().width();
    var own = parameters.under("self_attn");
    var heads = decoder.heads();
    int joined = heads.queryWidth() + 2 * heads.keyWidth();
    return new Block.Serial(
        Residual.pre(decoder.norm(parameters.under("input_layernorm"))),
        new Attention(
            heads,
            Projection.joined(Linear.unbiased(own.under("qkv_proj"), width, joined), heads),
            placement,
            Linear.unbiased(own.under("o_proj"), heads.queryWidth(), width)),
        Residual.pre(decoder.norm(parameters.under("post_attention_layernorm"))),
        FeedForward.gated(
            Linear.unbiased(parameters.under("mlp.gate_up_proj"), width, 2L * inner),
            decoder.inner().activation(),
            Linear.unbiased(parameters.under("mlp.down_proj"), inner, width)));
  }
}
