// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.List;
import org.lyceum.objective.Objective;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;

/** First values of the parameters that an objective learns beside the model. */
public final class Learned {
  /** What stands before their names among the parameters of a run. */
  public static final String PREFIX = "objective";

  private Learned() {}

  /**
   * Adds them to a model's weights: matrices from a normal distribution of deviation 1 / sqrt(in),
   * vectors of zeros.
   *
   * @param weights what is trained
   * @param wanted what the objective wants
   * @param seed the run's seed
   */
  public static void add(InMemoryWeights weights, List<Objective.Learned> wanted, Seed seed) {
    for (var each : wanted) {
      var shape = Shape.of(each.shape().stream().mapToLong(Long::longValue).toArray());
      float[] values = new float[Math.toIntExact(shape.elements())];
      if (shape.rank() > 1) {
        var random = seed.stream("objective/" + each.name());
        double deviation = 1 / Math.sqrt((double) shape.size(-1));
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (random.nextGaussian() * deviation);
        }
      }
      weights.put(PREFIX + "." + each.name(), shape, values);
    }
  }
}
