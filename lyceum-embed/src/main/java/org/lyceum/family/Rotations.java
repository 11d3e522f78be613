// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Rotary;

/** Rotary positions as configurations describe them: a base and one of several ways to stretch. */
final class Rotations {
  private static final int WIDEST = 65_536;

  private static final Set<String> LONG = Set.of("longrope", "su");

  private static final String PART = "partial_rotary_factor";

  private static final String FRESH = "rope_parameters";

  private static final String OLD = "rope_scaling";

  private static final String TRAINED = "original_max_position_embeddings";

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
   * Rotations of whole heads.
   *
   * @param settings the whole configuration; its base is {@code rope_theta}
   * @param base where the configuration has none
   * @param width of a head
   */
  static Rotary of(Settings settings, double base, int width) {
    var scaling = scaling(settings);
    requireWhole(settings);
    requireWhole(scaling);
    return stretched(scaling, settings.number("rope_theta", base), width, settings);
  }

  /**
   * Rotations of whole heads in a family that has no cut where a second table would begin.
   *
   * @param settings the whole configuration; its base is {@code rope_theta}
   * @param base where the configuration has none
   * @param width of a head
   */
  static Rotary ofEncoder(Settings settings, double base, int width) {
    requireOneTable(scaling(settings), settings);
    return of(settings, base, width);
  }

  /**
   * Rotations of a part of each head: as large as the object of stretching says, which newer files
   * have, else the configuration.
   *
   * @param settings the whole configuration; its base is {@code rope_theta}
   * @param base where the configuration has none
   * @param width of a head
   * @param part where the configuration says nothing of it
   */
  static Rotary ofPart(Settings settings, double base, int width, double part) {
    var scaling = scaling(settings);
    double beside = settings.number(PART, part);
    double turning = scaling == null ? beside : scaling.number(PART, beside);
    if (!(turning > 0 && turning <= 1)) {
      throw settings.wrong("'%s' must lie in 0..1, got %s", PART, turning);
    }
    double theta = settings.number("rope_theta", base);
    return stretched(scaling, theta, (int) (width * turning), settings);
  }

  /**
   * Rotations of the layers of a type, where {@code rope_parameters} has an object for each type.
   *
   * @param settings the whole configuration
   * @param type {@link Settings#WHOLE} or {@link Settings#WINDOW}
   * @param base where that object has none
   * @param width of a head
   */
  static Rotary ofType(Settings settings, String type, double base, int width) {
    var all = settings.inner(FRESH);
    if (all == null) {
      return stretched(null, base, width, settings);
    }
    all.inner(Settings.WHOLE);
    all.inner(Settings.WINDOW);
    all.done();
    var own = all.inner(type);
    requireWhole(own);
    requireOneTable(own, settings);
    return stretched(own, base, width, settings);
  }

  /** The longest text: what frequencies for longer ones need another table, which is not used. */
  static int longest(Settings settings, int otherwise) {
    int longest = settings.size("max_position_embeddings", otherwise);
    settings.has(TRAINED); // changes nothing where positions are not stretched
    var scaling = scaling(settings);
    return scaling != null && LONG.contains(type(scaling))
        ? Math.min(longest, trained(scaling, settings))
        : longest;
  }

  /** The object that says how positions are stretched, by its new name or its old one, or null. */
  private static @Nullable Settings scaling(Settings settings) {
    var old = settings.inner(OLD);
    var fresh = settings.inner(FRESH);
    if (old != null && fresh != null && !settings.node(OLD).equals(settings.node(FRESH))) {
      throw settings.wrong("'%s' and '%s' must be the same; remove one of them", OLD, FRESH);
    }
    return fresh == null ? old : fresh;
  }

  private static String type(Settings scaling) {
    return scaling.string("rope_type", scaling.string("type", "default"));
  }

  /** The length that it was trained for, which must stand inside the object or beside it. */
  private static int trained(Settings scaling, Settings whole) {
    return trained(scaling, whole, 0);
  }

  private static int trained(Settings scaling, Settings whole, int otherwise) {
    int beside = whole.size(TRAINED, scaling.integer(TRAINED, otherwise));
    int inside = scaling.size(TRAINED, beside);
    if (inside != beside) {
      throw whole.wrong("'%s' must be the same everywhere, got %d and %d", TRAINED, beside, inside);
    }
    return beside;
  }

  private static void requireWhole(@Nullable Settings place) {
    if (place != null && place.number(PART, 1) != 1) {
      throw place.unsupported("'%s' is %s where whole heads turn", PART, place.node(PART));
    }
  }

  private static void requireOneTable(@Nullable Settings scaling, Settings whole) {
    if (scaling != null && LONG.contains(type(scaling))) {
      throw whole.unsupported("rope_type is '%s' in this family", type(scaling));
    }
  }

  /** Rotations of a base, stretched as an object says that may be absent. */
  private static Rotary stretched(
      @Nullable Settings scaling, double base, int width, Settings whole) {
    if (scaling == null) {
      return new Rotary(frequencies(base, width), 1);
    }
    double own = scaling.number("rope_theta", base);
    double[] plain = frequencies(own, width);
    var rotary =
        switch (type(scaling)) {
          case "default" -> new Rotary(plain, 1);
          case "linear" -> new Rotary(divided(plain, factor(scaling)), 1);
          // beyond the length it was trained for, texts are cut
          case "dynamic" -> {
            factor(scaling);
            yield new Rotary(plain, 1);
          }
          case "llama3" -> new Rotary(llama3(plain, scaling, whole), 1);
          case "yarn" -> yarn(plain, own, scaling, whole);
          case "longrope", "su" -> longrope(plain, scaling, whole);
          default -> throw whole.unsupported("rope_type is '%s'", type(scaling));
        };
    scaling.done();
    return rotary;
  }

  private static int positions(Settings whole) {
    return whole.size("max_position_embeddings");
  }

  private static double factor(Settings scaling) {
    double factor = scaling.number("factor", 0);
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
  private static double[] llama3(double[] plain, Settings scaling, Settings whole) {
    double factor = factor(scaling);
    double low = scaling.positive("low_freq_factor", 0);
    double high = scaling.positive("high_freq_factor", 0);
    if (!(high > low)) {
      throw scaling.wrong(
          "'high_freq_factor' must be above 'low_freq_factor' %s, got %s", low, high);
    }
    double trained = trained(scaling, whole);
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
  private static Rotary yarn(double[] plain, double base, Settings scaling, Settings whole) {
    double factor = factor(scaling);
    if (!(base > 1)) {
      throw scaling.wrong("'rope_theta' must be above 1 where rope_type is yarn, got %s", base);
    }
    double original = trained(scaling, whole, positions(whole));
    double fast = scaling.positive("beta_fast", 32);
    double slow = scaling.positive("beta_slow", 1);
    boolean steps = scaling.flag("truncate", true);
    int width = 2 * plain.length;
    double low = correction(fast, width, base, original);
    double high = correction(slow, width, base, original);
    low = Math.max(steps ? Math.floor(low) : low, 0);
    high = Math.min(steps ? Math.ceil(high) : high, width - 1);
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
    return scaling.positive("attention_factor", both);
  }

  private static double scale(double factor, double by) {
    return factor <= 1 ? 1 : 0.1 * by * Math.log(factor) + 1;
  }

  private static double correction(double turns, int width, double base, double trained) {
    return width * Math.log(trained / (turns * 2 * Math.PI)) / (2 * Math.log(base));
  }

  /** A factor for each frequency; those of short texts, as longer ones are cut. */
  private static Rotary longrope(double[] plain, Settings scaling, Settings whole) {
    int longest = positions(whole);
    int original = trained(scaling, whole);
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
    double stretch = (double) longest / original;
    double said = scaling.number("factor", stretch);
    if (said != stretch) {
      throw scaling.wrong("'factor' must be %d / %d, got %s", longest, original, said);
    }
    double otherwise = stretch <= 1 ? 1 : Math.sqrt(1 + Math.log(stretch) / Math.log(original));
    return new Rotary(all, scaling.positive("attention_factor", otherwise));
  }
}
