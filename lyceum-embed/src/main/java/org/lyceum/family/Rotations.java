// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Rotary;

/** Rotary positions as configurations describe them: a base and one of several ways to stretch. */
final class Rotations {
  private static final int WIDEST = 65_536;

  private static final Set<String> LONG = Set.of("longrope", "su");

  private Rotations() {}

  /** A base to the power of -2 i / width. Single precision, as checkpoints were trained with. */
  static double[] frequencies(double base, int width) {
    if (width < 1 || width > WIDEST) {
      throw new IllegalArgumentException(
          "the width of what turns in a head must be 1 to %d, got %d".formatted(WIDEST, width));
    }
    if (!(base > 0 && base < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the base of turns must be positive, got " + base);
    }
    double[] all = new double[(width + 1) / 2];
    for (int i = 0; i < all.length; i++) {
      // the exponent is a float in the reference, its power too
      all[i] = (float) (1.0 / (float) Math.pow(base, (float) (2 * i) / width));
    }
    return all;
  }

  /**
   * Rotations of heads.
   *
   * @param settings the whole configuration; its base is {@code rope_theta}
   * @param base where the configuration has none
   * @param width of what turns in a head
   */
  static Rotary of(Settings settings, double base, int width) {
    var fresh = settings.inner("rope_parameters");
    var old = settings.inner("rope_scaling");
    double theta = settings.number("rope_theta", base);
    return fresh == null
        ? stretched(old, theta, width, settings)
        : stretched(fresh, fresh.number("rope_theta", theta), width, settings);
  }

  /** The longest text: what frequencies for longer ones need another table, which is not used. */
  static int longest(Settings settings) {
    int longest = settings.size("max_position_embeddings", Integer.MAX_VALUE);
    int trained = settings.size("original_max_position_embeddings", longest);
    var scaling = settings.node("rope_scaling");
    String type = scaling.path("rope_type").asText(scaling.path("type").asText());
    return LONG.contains(type) ? Math.min(longest, trained) : longest;
  }

  /** Rotations of a base, stretched as an object says that may be absent. */
  static Rotary stretched(@Nullable Settings scaling, double base, int width, Settings whole) {
    int trained = whole.integer("max_position_embeddings", 0);
    if (scaling == null) {
      return new Rotary(frequencies(base, width), 1);
    }
    scaling.number("partial_rotary_factor", 1);
    scaling.number("rope_theta", base);
    String type = scaling.string("rope_type", scaling.string("type", "default"));
    double[] plain = frequencies(base, width);
    var rotary =
        switch (type) {
          case "default" -> new Rotary(plain, 1);
          case "linear" -> new Rotary(divided(plain, factor(scaling)), 1);
          // beyond the length it was trained for, texts are cut
          case "dynamic" -> {
            factor(scaling);
            yield new Rotary(plain, 1);
          }
          case "llama3" -> new Rotary(llama3(plain, scaling), 1);
          case "yarn" -> yarn(plain, base, scaling, trained);
          case "longrope", "su" -> longrope(plain, scaling, whole, trained);
          default -> throw whole.wrong("not supported because rope_type is '%s'", type);
        };
    scaling.done();
    return rotary;
  }

  private static double factor(Settings scaling) {
    double factor = scaling.number("factor", 1);
    if (!(factor >= 1)) {
      throw scaling.wrong("'factor' of rope_scaling must be at least 1, got %s", factor);
    }
    return factor;
  }

  private static double[] divided(double[] frequencies, double by) {
    double[] all = new double[frequencies.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) (frequencies[i] / by);
    }
    return all;
  }

  /** Long waves are stretched, short ones not, those between in part. */
  private static double[] llama3(double[] plain, Settings scaling) {
    double factor = factor(scaling);
    double low = scaling.number("low_freq_factor", 1);
    double high = scaling.number("high_freq_factor", 4);
    double trained = scaling.number("original_max_position_embeddings", 8192);
    double[] all = plain.clone();
    for (int i = 0; i < all.length; i++) {
      double wave = 2 * Math.PI / plain[i];
      if (wave > trained / low) {
        all[i] = (float) (plain[i] / factor);
      } else if (wave >= trained / high) {
        double smooth = (trained / wave - low) / (high - low);
        all[i] = (float) ((1 - smooth) * (plain[i] / factor) + smooth * plain[i]);
      }
    }
    return all;
  }

  /** Peng et al. 2023, section 3.2. */
  private static Rotary yarn(double[] plain, double base, Settings scaling, int trained) {
    double factor = factor(scaling);
    double original = scaling.number("original_max_position_embeddings", trained);
    double fast = scaling.number("beta_fast", 32);
    double slow = scaling.number("beta_slow", 1);
    boolean whole = scaling.flag("truncate", true);
    int width = 2 * plain.length;
    double low = correction(fast, width, base, original);
    double high = correction(slow, width, base, original);
    low = Math.max(whole ? Math.floor(low) : low, 0);
    high = Math.min(whole ? Math.ceil(high) : high, width - 1);
    high = high == low ? high + 0.001 : high;
    double[] all = plain.clone();
    for (int i = 0; i < all.length; i++) {
      double ramp = Math.clamp((i - low) / (high - low), 0, 1);
      all[i] = (float) (plain[i] / factor * ramp + plain[i] * (1 - ramp));
    }
    return new Rotary(all, yarnFactor(scaling, factor));
  }

  private static double yarnFactor(Settings scaling, double factor) {
    double one = scaling.number("mscale", 0);
    double other = scaling.number("mscale_all_dim", 0);
    double both =
        one != 0 && other != 0 ? scale(factor, one) / scale(factor, other) : scale(factor, 1);
    return scaling.number("attention_factor", both);
  }

  private static double scale(double factor, double by) {
    return factor <= 1 ? 1 : 0.1 * by * Math.log(factor) + 1;
  }

  private static double correction(double turns, int width, double base, double trained) {
    return width * Math.log(trained / (turns * 2 * Math.PI)) / (2 * Math.log(base));
  }

  /** A factor for each frequency; those of short texts, as longer ones are cut. */
  private static Rotary longrope(double[] plain, Settings scaling, Settings whole, int trained) {
    int inside = scaling.integer("original_max_position_embeddings", trained);
    int original = whole.integer("original_max_position_embeddings", inside);
    var factors = scaling.node("short_factor");
    scaling.node("long_factor");
    if (factors.size() != plain.length) {
      throw whole.wrong(
          "'short_factor' of rope_scaling must have %d numbers, got %d",
          plain.length, factors.size());
    }
    double[] all = plain.clone();
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) (plain[i] / factors.get(i).doubleValue());
    }
    double said = scaling.number("factor", 1);
    double stretch = original == trained ? said : (double) trained / original;
    double otherwise = stretch <= 1 ? 1 : Math.sqrt(1 + Math.log(stretch) / Math.log(original));
    return new Rotary(all, scaling.number("attention_factor", otherwise));
  }
}
