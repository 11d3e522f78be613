// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/**
 * One learned number for each head and each bucket of distances.
 *
 * @param table {@code (buckets, H)}
 * @param buckets of a distance, key minus query
 * @see <a href="https://arxiv.org/abs/1910.10683">Raffel et al. 2020</a>, section 2.1
 */
public record RelativeBias(Tensor table, Buckets buckets) implements ScoreBias {
  /**
   * Which row of a table a distance has: rows near each other for each, rows far away for many.
   *
   * @param row of a distance from {@code -farthest} to {@code farthest}
   * @param farthest beyond it all distances have the row of this one
   */
  public record Buckets(IntUnaryOperator row, int farthest) {
    private static final int MOST = 1_000_000;

    /** Checks the farthest distance. */
    public Buckets {
      if (farthest < 1 || farthest > MOST) {
        throw new IllegalArgumentException(
            "the farthest distance must be from 1 to %d, got %d".formatted(MOST, farthest));
      }
    }

    /**
     * {@return buckets as T5 has them: half of them for each direction, half of these for one
     * distance each, the others growing logarithmically}
     *
     * @param number of buckets, a multiple of 4
     * @param farthest distance with a bucket of its own
     */
    public static Buckets logarithmic(int number, int farthest) {
      if (number < 4) {
        throw new IllegalArgumentException("there must be at least 4 buckets, got " + number);
      }
      return new Buckets(distance -> logarithmic(distance, number, farthest), farthest);
    }

    /**
     * {@return buckets as T5's decoder has them: all of them for what stands before}
     *
     * @param number of buckets, a multiple of 2
     * @param farthest distance with a bucket of its own
     */
    public static Buckets backward(int number, int farthest) {
      if (number < 2) {
        throw new IllegalArgumentException("there must be at least 2 buckets, got " + number);
      }
      return new Buckets(
          distance -> logarithmic(Math.min(0, distance), 2 * number, farthest), farthest);
    }

    private static int logarithmic(int distance, int number, int farthest) {
      int half = number / 2;
      int exact = half / 2;
      int away = Math.abs(distance);
      int start = distance > 0 ? half : 0;
      if (away < exact) {
        return start + away;
      }
      // in float, as the reference computes it: a rounding may decide the bucket
      float share =
          (float) Math.log((float) away / exact) / (float) Math.log((double) farthest / exact);
      return start + Math.min(half - 1, exact + (int) (share * (half - exact)));
    }

    /**
     * {@return I64 {@code (T, T)}: the row of each pair, queries in rows}
     *
     * @param view of the texts
     * @param heads any states of them, {@code (B, H, T, d)}
     */
    public Tensor rows(View view, Tensor heads) {
      return view.once(
          this,
          () -> {
            Tensor away = view.distances(heads);
            Tensor bounded = away.clampMin(-farthest).neg().clampMin(-farthest).neg();
            double[] known =
                IntStream.rangeClosed(-farthest, farthest).map(row).asDoubleStream().toArray();
            Tensor numbers = heads.detach().constant(known, known.length, 1);
            return numbers.rows(bounded.add(farthest)).squeeze(-1).cast(DType.I64);
          });
    }
  }

  @Override
  public Tensor of(Tensor queries, Tensor keys, View view) {
    return view.once(
        this, () -> table.rows(buckets.rows(view, queries)).transpose(1, 2).transpose(0, 1));
  }
}
