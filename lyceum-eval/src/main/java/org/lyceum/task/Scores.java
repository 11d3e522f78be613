// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The outcome of a task.
 *
 * @param card of the task
 * @param values percentages by measure; NaN where the measure is not defined, such as the
 *     correlation of a model that gives all pairs the same cosine
 * @param count the number of pairs or queries they are the mean of
 */
public record Scores(Card card, Map<Measure, Double> values, int count) {
  /** Copies the values and checks that the main one is there. */
  public Scores {
    values = Collections.unmodifiableMap(new EnumMap<>(values));
    if (!values.containsKey(card.main())) {
      throw new IllegalArgumentException(
          "the scores of '%s' must have %s, got %s".formatted(card.id(), card.main(), values));
    }
  }

  /** {@return the value of the card's main measure, in percent} */
  public double main() {
    return of(card.main());
  }

  /**
   * {@return a value in percent}
   *
   * @param measure one of those present
   */
  public double of(Measure measure) {
    var value = values.get(measure);
    if (value == null) {
      throw new IllegalArgumentException(
          "task '%s' has no %s, only %s".formatted(card.id(), measure, values.keySet()));
    }
    return value;
  }
}
