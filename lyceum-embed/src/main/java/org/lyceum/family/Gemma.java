// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import org.lyceum.encoder.Placement;

/**
 * Gemma: Llama whose norms multiply by 1 plus their weight and whose embeddings are multiplied by
 * the root of their width.
 *
 * @see <a href="https://arxiv.org/abs/2403.08295">Gemma team 2024</a>, section 2
 */
final class Gemma {
  private static final int HEAD = 256;

  private Gemma() {}

  static Architecture of(Settings settings) {
    boolean biased = settings.flag("attention_bias", false);
    var sizes = Decoder.sizes(settings);
    var heads = Decoder.heads(settings, HEAD);
    var rotary = Rotations.of(settings, 10_000, heads.width());
    var norming =
        new Decoder.Norming(settings.eps("rms_norm_eps", 1e-6), 1, Math.sqrt(sizes.width()));
    return Decoder.asConfigured(
        "gemma",
        sizes,
        heads,
        inner(settings),
        norming,
        Decoder.everywhere(sizes, Placement.rotated(rotary, Decoder.reach(settings))),
        Llama.layers(new Llama.Biases(biased, biased, false)),
        head(settings));
  }

  /** States to logits. */
  static DecoderHead head(Settings settings) {
    String cap = "final_logit_softcapping";
    return new DecoderHead(
        settings.flag("tie_word_embeddings", true),
        settings.has(cap) ? settings.positive(cap, 1) : 0);
  }

  /** Another name of the activation, which is there in some files, is not what is read. */
  private static Decoder.Inner inner(Settings settings) {
    settings.has("hidden_activation");
    return new Decoder.Inner(
        settings.size("intermediate_size"), settings.activation("hidden_act", "gelu_pytorch_tanh"));
  }
}
