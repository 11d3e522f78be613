// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.stream.IntStream;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Rotary;
import org.lyceum.nn.Norm;
import org.lyceum.nn.Parameters;

/**
 * Gemma 3: Gemma with norms before and after each step and of each head's queries and keys, most of
 * whose layers see only a window. Causal, or bidirectional with windows to both sides.
 *
 * @see <a href="https://arxiv.org/abs/2503.19786">Gemma team 2025</a>, section 2
 */
final class Gemma3 {
  private static final int HEAD = 256;

  private Gemma3() {}

  static Architecture of(Settings settings) {
    boolean biased = settings.flag("attention_bias", false);
    settings.require("attn_logit_softcapping", "null");
    settings.require("is_causal", "true"); // the family has a switch of its own
    var sizes = Decoder.sizes(settings);
    double scaled = settings.positive("query_pre_attn_scalar", HEAD);
    var heads = Decoder.heads(settings, HEAD).scaled(1 / Math.sqrt(scaled));
    boolean both = settings.flag("use_bidirectional_attention", false);
    int window = settings.size("sliding_window", 4096);
    var near = both ? new Reach(false, window / 2) : new Reach(true, window - 1);
    var far = both ? Reach.FULL : Reach.CAUSAL;
    var local = Placement.rotated(local(settings, heads.width()), near);
    var global = Placement.rotated(global(settings, heads.width()), far);
    boolean[] named = settings.windowed(sizes.layers());
    int every = pattern(settings);
    var placements =
        IntStream.range(0, sizes.layers())
            .mapToObj(i -> (named == null ? (i + 1) % every != 0 : named[i]) ? local : global)
            .toList();
    return Decoder.asConfigured(
        "gemma3_text",
        sizes,
        heads,
        new Decoder.Inner(
            settings.size("intermediate_size"),
            settings.activation("hidden_activation", "gelu_pytorch_tanh")),
        new Decoder.Norming(settings.eps("rms_norm_eps", 1e-6), 1, Math.sqrt(sizes.width())),
        placements,
        layers(biased),
        Gemma.head(settings));
  }

  private static int pattern(Settings settings) {
    int otherwise = settings.size("_sliding_window_pattern", 6);
    return settings.size("sliding_window_pattern", otherwise);
  }

  private static Rotary local(Settings settings, int width) {
    double base = settings.number("rope_local_base_freq", 10_000);
    return Rotations.ofType(settings, Settings.WINDOW, base, width);
  }

  private static Rotary global(Settings settings, int width) {
    double base = settings.number("rope_theta", 1_000_000);
    return settings.has("rope_scaling")
        ? Rotations.of(settings, base, width)
        : Rotations.ofType(settings, Settings.WHOLE, base, width);
  }

  private static Decoder.Style layers(boolean biased) {
    return (parameters, decoder, placement) ->
        new Block.Serial(
            around(decoder, parameters, "input_layernorm", "post_attention_layernorm"),
            Qwen3.attention(parameters.under("self_attn"), decoder, placement, biased),
            around(decoder, parameters, "pre_feedforward_layernorm", "post_feedforward_layernorm"),
            Llama.gated(parameters.under("mlp"), decoder, false));
  }

  private static Residual around(
      Decoder decoder, Parameters parameters, String before, String within) {
    return new Residual(
        decoder.norm(parameters.under(before)), decoder.norm(parameters.under(within)), Norm.NONE);
  }
}
