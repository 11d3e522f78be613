// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

/**
 * Spearman's correlation of two lists, whose pairs are the units: the ranks of each resample are
 * counted and not sorted anew.
 */
public final class RankCorrelation implements Evidence {
  private final double[] x;
  private final double[] y;
  private final RankedValues rankedX;
  private final RankedValues rankedY;

  /**
   * Of two lists.
   *
   * @param x finite values, 2 or more
   * @param y finite values, as many
   */
  public RankCorrelation(double[] x, double[] y) {
    Pearson.check(x, y);
    this.x = x.clone();
    this.y = y.clone();
    rankedX = RankedValues.of(x);
    rankedY = RankedValues.of(y);
  }

  @Override
  public int size() {
    return x.length;
  }

  /** {@return {@link Spearman} of some pairs; NaN of one, or where one list is constant} */
  @Override
  public double score(int[] units) {
    return units.length < 2 ? Double.NaN : Pearson.of(rankedX.ranks(units), rankedY.ranks(units));
  }

  @Override
  public double[] each() {
    return Ranks.nearness(x, y);
  }
}
