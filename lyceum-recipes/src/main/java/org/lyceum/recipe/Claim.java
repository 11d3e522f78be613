// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;

/** One sentence of a paper that is checked; most can turn out false. */
public sealed interface Claim {
  /** {@return the sentence} */
  String text();

  /**
   * One side beats the other.
   *
   * @param text the sentence
   * @param margin the least mean difference over the seeds, in the unit of both sides
   * @param baseline a seed's figure of what is to be beaten
   * @param ours a seed's figure of what beats it
   */
  record Beats(String text, double margin, LongToDoubleFunction baseline, LongToDoubleFunction ours)
      implements Claim {}

  /**
   * What a definition gives. It says that the code is right and nothing of the paper, so it is
   * counted apart.
   *
   * @param text the sentence
   * @param expected the number
   * @param within how far from it
   * @param actual what comes out
   */
  record Follows(String text, double expected, double within, double actual) implements Claim {}

  /**
   * A number that is known beforehand, such as what a test promises.
   *
   * @param text the sentence
   * @param expected the number
   * @param within how far the mean over the seeds may be from it
   * @param actual a seed's figure
   */
  record Equals(String text, double expected, double within, LongToDoubleFunction actual)
      implements Claim {}

  /**
   * A figure that stays below a bound with each seed. For what has no mean, such as a p value.
   *
   * @param text the sentence
   * @param bound what every seed's figure must be below
   * @param actual a seed's figure
   */
  record Below(String text, double bound, LongToDoubleFunction actual) implements Claim {}

  /**
   * A survey's map of its field.
   *
   * @param text the sentence
   * @param named all techniques that it names
   * @param techniques those of them that are there, and the class that does each
   */
  record Covers(String text, List<String> named, Map<String, Class<?>> techniques)
      implements Claim {
    /** Copies the map in the order of the names. */
    public Covers {
      named = List.copyOf(named);
      techniques = Collections.unmodifiableMap(new TreeMap<>(techniques));
    }
  }

  /**
   * {@return the claim that a figure reaches a bound: its mean over the seeds does, and that of at
   * most one seed in five does not}
   *
   * @param text the sentence
   * @param bound what is to be reached
   * @param actual a seed's figure
   */
  static Claim atLeast(String text, double bound, LongToDoubleFunction actual) {
    return new Beats(text, 0, seed -> bound, actual);
  }

  /**
   * {@return the claim that a definition gives a number}
   *
   * @param text the sentence
   * @param expected the number
   * @param within how far from it
   * @param actual what comes out
   */
  static Claim follows(String text, double expected, double within, double actual) {
    return new Follows(text, expected, within, actual);
  }
}
