// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lyceum.metric.Evidence;

/**
 * What one measurement found.
 *
 * @param measures by the names of mteb, or of sentence-transformers where an evaluator of its found
 *     them, in a fixed order; NaN where one is not defined
 * @param main the measure that is mteb's {@code main_score}, or the {@code primary_metric} of an
 *     evaluator
 * @param evidence what the main measure was computed from; its {@link Evidence#score()} is that
 *     measure, but for rounding
 */
public record Outcome(Map<String, Double> measures, String main, Evidence evidence) {
  /** Copies the measures and checks that the main one is among them. */
  public Outcome {
    measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    if (!measures.containsKey(main)) {
      throw new IllegalArgumentException(
          "the main measure must be one of %s, got '%s'".formatted(measures.keySet(), main));
    }
  }

  /** {@return the main measure} */
  public double score() {
    return of(main);
  }

  /** {@return the main measure times 100, as tables show it} */
  public double percent() {
    return 100 * score();
  }

  /**
   * {@return a measure}
   *
   * @param name one of the measures
   */
  public double of(String name) {
    var value = measures.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "a measure must be one of %s, got '%s'".formatted(measures.keySet(), name));
    }
    return value;
  }
}
