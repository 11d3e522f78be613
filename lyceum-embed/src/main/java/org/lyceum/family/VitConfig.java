// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import org.lyceum.encoder.Heads;
import org.lyceum.encoder.PatchGrid;

/**
 * The sizes of a transformer of patches.
 *
 * @param grid how pictures are cut
 * @param width of the states, {@code D}
 * @param layers {@code L}
 * @param heads of attention
 * @param inner the feed-forward layers
 * @param eps added to the variance
 * @param biases which matrices of attention have biases
 */
record VitConfig(
    PatchGrid grid,
    int width,
    int layers,
    Heads heads,
    Decoder.Inner inner,
    double eps,
    Biases biases) {
  /** Whether queries and values have a bias, and keys. */
  record Biases(boolean queries, boolean keys) {
    static Biases of(Settings settings) {
      boolean all = settings.flag("qkv_bias", true);
      return new Biases(all, all);
    }
  }

  /** The sizes as ViT and those made after it name them. */
  static VitConfig of(Settings settings, Biases biases) {
    int width = settings.size("hidden_size");
    return new VitConfig(
        grid(settings, 16),
        width,
        settings.integer("num_hidden_layers"),
        Heads.of(settings.size("num_attention_heads"), width),
        new Decoder.Inner(
            settings.size("intermediate_size"), settings.activation("hidden_act", "gelu")),
        settings.eps("layer_norm_eps", 1e-12),
        biases);
  }

  /** How pictures are cut; sizes are one number, or height and width. */
  static PatchGrid grid(Settings settings, int patch) {
    int[] picture = settings.heightAndWidth("image_size", 224);
    int[] each = settings.heightAndWidth("patch_size", patch);
    return new PatchGrid(
        settings.size("num_channels", 3), picture[0], picture[1], each[0], each[1]);
  }

  /** The patches and the tokens before them. */
  int tokens() {
    return grid.patches() + 1;
  }
}
