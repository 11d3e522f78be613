// SPDX-License-Identifier: Apache-2.0
package org.lyceum.depth;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Cosine distances. The sum of those to the members is their number less the product with the sum
 * of the members, so nobody is compared with each one.
 *
 * @param unit vectors of length 1
 */
record CosineSums(List<float[]> unit) implements DistanceSums {
  @Override
  public double[] to(int[] members) {
    double[] sum = new double[unit.getFirst().length];
    for (int member : members) {
      float[] vector = unit.get(member);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    return IntStream.range(0, unit.size())
        .parallel()
        .mapToDouble(i -> members.length - product(unit.get(i), sum))
        .toArray();
  }

  private static double product(float[] vector, double[] sum) {
    double product = 0;
    for (int i = 0; i < sum.length; i++) {
      product += vector[i] * sum[i];
    }
    return product;
  }
}
