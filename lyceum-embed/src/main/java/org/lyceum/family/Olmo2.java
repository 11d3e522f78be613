// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Residual;
import org.lyceum.nn.Norm;
import org.lyceum.nn.Parameters;

/**
 * OLMo 2: Llama with norms of what each step gives, and of queries and keys over their whole width.
 *
 * @see <a href="https://arxiv.org/abs/2501.00656">OLMo team 2025</a>, section 2.1
 */
final class Olmo2 {
  private Olmo2() {}

  static Architecture of(Settings settings) {
    boolean biased = settings.flag("attention_bias", false);
    var sizes = Decoder.sizes(settings);
    var heads = Decoder.heads(settings, 0);
    var rotary = Rotations.of(settings, 10_000, heads.width());
    return Decoder.asConfigured(
        "olmo2",
        sizes,
        heads,
        Decoder.inner(settings),
        Decoder.Norming.of(settings.eps("rms_norm_eps", 1e-5)),
        Decoder.everywhere(sizes, Placement.rotated(rotary, Decoder.reach(settings))),
        layers(biased),
        DecoderHead.of(settings, false));
  }

  private static Decoder.Style layers(boolean biased) {
    return (parameters, decoder, placement) ->
        new Block.Serial(
            within(decoder.norm(parameters.under("post_attention_layernorm"))),
            attention(parameters.under("self_attn"), decoder, placement, biased),
            within(decoder.norm(parameters.under("post_feedforward_layernorm"))),
            Llama.gated(parameters.under("mlp"), decoder, false));
  }

  private static Attention attention(
      Parameters own, Decoder decoder, Placement placement, boolean biased) {
    var heads = decoder.heads();
    var projection =
        Llama.projection(own, decoder, biased)
            .normed(
                decoder.norm(own.under("q_norm"), heads.queryWidth()),
                decoder.norm(own.under("k_norm"), heads.keyWidth()));
    return new Attention(heads, projection, placement, Llama.out(own, decoder, biased));
  }

  private static Residual within(Norm norm) {
    return new Residual(Norm.NONE, norm, Norm.NONE);
  }
}
