// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.Residual;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;

/**
 * Llama, Yi, Llama 3, Mistral and Qwen 2, whose layers are the same but for biases and windows.
 *
 * @see <a href="https://arxiv.org/abs/2407.21783">Grattafiori et al. 2024</a>
 */
final class Llama {
  static final List<String> PROJECTIONS = List.of("q_proj", "k_proj", "v_proj");

  private static final String WINDOW = "sliding_window";

  /** The window of Mistral and Qwen where a file does not name one. */
  private static final int USUAL_WINDOW = 4096;

  private Llama() {}

  static Architecture of(Settings settings) {
    boolean attending = settings.flag("attention_bias", false);
    var biases = new Biases(attending, attending, settings.flag("mlp_bias", false));
    var sizes = Decoder.sizes(settings);
    var heads = Decoder.heads(settings, 0);
    var rotary = Rotations.of(settings, 10_000, heads.width());
    var placement = Placement.rotated(rotary, Decoder.reach(settings));
    return Decoder.asConfigured(
        "llama",
        sizes,
        heads,
        Decoder.inner(settings),
        Decoder.Norming.of(settings.eps("rms_norm_eps", 1e-6)),
        Decoder.everywhere(sizes, placement),
        layers(biases),
        DecoderHead.of(settings, false));
  }

  /** A window in every layer. */
  static Architecture mistral(Settings settings) {
    var sizes = Decoder.sizes(settings);
    var heads = Decoder.heads(settings, 0);
    var rotary = Rotations.of(settings, 10_000, heads.width());
    var placement = Placement.rotated(rotary, window(settings, USUAL_WINDOW));
    return Decoder.asConfigured(
        "mistral",
        sizes,
        heads,
        Decoder.inner(settings),
        Decoder.Norming.of(settings.eps("rms_norm_eps", 1e-6)),
        Decoder.everywhere(sizes, placement),
        layers(Biases.NONE),
        DecoderHead.of(settings, false));
  }

  /** A window in the upper layers, or in those that are named. */
  static Architecture qwen2(Settings settings) {
    settings.has("attention_bias"); // fixed, whatever it says
    return qwen("qwen2", settings, 0, layers(new Biases(true, false, false)));
  }

  static Architecture qwen(String kind, Settings settings, int headWidth, Decoder.Style style) {
    var sizes = Decoder.sizes(settings);
    var heads = Decoder.heads(settings, headWidth);
    var rotary = Rotations.of(settings, 10_000, heads.width());
    var far = Decoder.reach(settings);
    boolean windows = settings.flag("use_sliding_window", false);
    int first = settings.integer("max_window_layers", 28);
    var window = window(settings, USUAL_WINDOW);
    var near = windows ? window : far;
    boolean[] named = settings.windowed(sizes.layers());
    var placements =
        IntStream.range(0, sizes.layers())
            .mapToObj(i -> named == null ? i >= first : named[i])
            .map(local -> Placement.rotated(rotary, local ? near : far))
            .toList();
    return Decoder.asConfigured(
        kind,
        sizes,
        heads,
        Decoder.inner(settings),
        Decoder.Norming.of(settings.eps("rms_norm_eps", 1e-6)),
        placements,
        style,
        DecoderHead.of(settings, false));
  }

  /**
   * A token sees itself and those before it, as many as the window holds; where it sees to both
   * sides, as many to each.
   *
   * @param absent the window of a file that does not name it, or 0 for none; null is none
   */
  static Reach window(Settings settings, int absent) {
    var whole = Decoder.reach(settings);
    if (settings.lacks(WINDOW) ? absent == 0 : !settings.has(WINDOW)) {
      return whole;
    }
    int window = settings.size(WINDOW, absent);
    return new Reach(whole.causal(), whole.causal() ? window - 1 : window);
  }

  /** Which matrices have biases: those of queries, keys and values, that after them, the others. */
  record Biases(boolean projections, boolean out, boolean inner) {
    static final Biases NONE = new Biases(false, false, false);
  }

  static Decoder.Style layers(Biases biases) {
    return (parameters, decoder, placement) -> {
      var own = parameters.under("self_attn");
      return new Block.Serial(
          Residual.pre(decoder.norm(parameters.under("input_layernorm"))),
          new Attention(
              decoder.heads(),
              projection(own, decoder, biases.projections),
              placement,
              out(own, decoder, biases.out)),
          Residual.pre(decoder.norm(parameters.under("post_attention_layernorm"))),
          gated(parameters.under("mlp"), decoder, biases.inner));
    };
  }

  /** Queries, keys and values. */
  static Projection projection(Parameters own, Decoder decoder, boolean biased) {
    int width = decoder.sizes().width();
    var heads = decoder.heads();
    return Projection.of(
        Linear.load(own.under("q_proj"), width, heads.queryWidth(), biased),
        Linear.load(own.under("k_proj"), width, heads.keyWidth(), biased),
        Linear.load(own.under("v_proj"), width, heads.keyWidth(), biased));
  }

  /** What attention gives to states. */
  static Linear out(Parameters own, Decoder decoder, boolean biased) {
    int width = decoder.sizes().width();
    return Linear.load(own.under("o_proj"), decoder.heads().queryWidth(), width, biased);
  }

  static FeedForward gated(Parameters parameters, Decoder decoder, boolean biased) {
    int width = decoder.sizes().width();
    int inner = decoder.inner().width();
    return FeedForward.gated(
        Linear.load(parameters.under("gate_proj"), width, inner, biased),
        Linear.load(parameters.under("up_proj"), width, inner, biased),
        decoder.inner().activation(),
        Linear.load(parameters.under("down_proj"), inner, width, biased));
  }
}
