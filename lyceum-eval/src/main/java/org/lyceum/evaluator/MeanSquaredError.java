// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.List;
import java.util.Map;
import org.lyceum.metric.Evidence;
import org.lyceum.protocol.Outcome;

/**
 * {@code MSEEvaluator}: how far a student's vectors are from its teacher's. {@code negative_mse} is
 * minus 100 times the mean squared difference of coordinates, so that higher is better.
 *
 * @param width first coordinates that are compared, 1 or more; more than there are keep all
 */
public record MeanSquaredError(int width) {
  /** Compares whole vectors. */
  public static final MeanSquaredError WHOLE = new MeanSquaredError(Comparisons.WHOLE);

  /** Checks the width. */
  public MeanSquaredError {
    Comparisons.requirePositive("the width", width);
  }

  /**
   * {@return the measure; units are texts}
   *
   * @param teacher a vector a text
   * @param student a vector for each of the same texts, of the same width
   */
  public Outcome of(List<float[]> teacher, List<float[]> student) {
    Comparisons.requirePairs("vectors of the teacher", teacher, "vectors of the student", student);
    double[] each = new double[teacher.size()];
    for (int i = 0; i < each.length; i++) {
      each[i] = -100 * error(teacher.get(i), student.get(i));
    }
    var evidence = new Evidence.Mean(each);
    return new Outcome(Map.of("negative_mse", evidence.score()), "negative_mse", evidence);
  }

  private double error(float[] wanted, float[] found) {
    int kept = Math.min(width, wanted.length);
    double squares = 0;
    for (int d = 0; d < kept; d++) {
      double difference = (double) wanted[d] - found[d];
      squares += difference * difference;
    }
    return squares / kept;
  }
}
