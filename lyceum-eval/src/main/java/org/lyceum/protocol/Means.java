// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Means of measures over experiments. */
final class Means {
  private Means() {}

  /** The mean of each measure that the first has, over all where it is defined. */
  static Map<String, Double> of(List<Map<String, Double>> experiments) {
    var means = new LinkedHashMap<String, Double>();
    for (var name : experiments.getFirst().keySet()) {
      means.put(
          name,
          experiments.stream()
              .mapToDouble(measures -> measures.getOrDefault(name, Double.NaN))
              .filter(value -> !Double.isNaN(value))
              .average()
              .orElse(Double.NaN));
    }
    return means;
  }

  /** The mean. */
  static double of(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The mean of what the experiments say of each example. */
  static double[] each(List<double[]> experiments) {
    double[] means = new double[experiments.getFirst().length];
    for (double[] experiment : experiments) {
      for (int i = 0; i < means.length; i++) {
        means[i] += experiment[i] / experiments.size();
      }
    }
    return means;
  }

  /** The root of the mean squared difference from the mean. */
  static double deviation(double[] values) {
    double mean = of(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
