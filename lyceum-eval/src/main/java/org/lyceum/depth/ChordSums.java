// SPDX-License-Identifier: Apache-2.0
package org.lyceum.depth;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Chords, of each vector to each other.
 *
 * @param chords square and symmetric
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
record ChordSums(float[][] chords) implements DistanceSums {
  /** As many vectors need 256 MB. */
  static final int MOST = 8_000;

  private static final double SAME = 1e-5; // below it a squared chord is rounding

  static ChordSums of(List<float[]> unit) {
    if (unit.size() > MOST) {
      throw new IllegalArgumentException(
          "chord distances compare each vector with each other and take %,d at most, got %,d; take"
                  .formatted(MOST, unit.size())
              + " a sample, or the cosine distance");
    }
    float[][] chords = new float[unit.size()][unit.size()];
    IntStream.range(0, unit.size()).parallel().forEach(i -> fill(chords, unit, i));
    return new ChordSums(chords);
  }

  private static void fill(float[][] chords, List<float[]> unit, int row) {
    float[] vector = unit.get(row);
    for (int i = 0; i < unit.size(); i++) {
      chords[row][i] = (float) chord(vector, unit.get(i));
    }
  }

  private static double chord(float[] a, float[] b) {
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
    }
    double square = 2 * (1 - product);
    return square < SAME ? 0 : Math.sqrt(square);
  }

  @Override
  public double[] to(int[] members) {
    return IntStream.range(0, chords.length)
        .parallel()
        .mapToDouble(row -> sum(chords[row], members))
        .toArray();
  }

  private static double sum(float[] row, int[] members) {
    double sum = 0;
    for (int member : members) {
      sum += row[member];
    }
    return sum;
  }
}
