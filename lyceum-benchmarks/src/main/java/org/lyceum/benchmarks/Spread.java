// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * Several measurements of one thing.
 *
 * @param median the middle one; of two middle ones the mean
 * @param least the least
 * @param most the most
 */
public record Spread(double median, double least, double most) {
  /**
   * {@return the spread of measurements}
   *
   * @param values one or more
   */
  static Spread of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** {@return the least and the most} */
  ArrayNode json() {
    return JsonNodeFactory.instance.arrayNode().add(least).add(most);
  }
}
