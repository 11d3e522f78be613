// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

/**
 * Rank correlation of two lists: {@link Pearson} of the ranks, where equal values share the mean of
 * their ranks. The usual figure for semantic textual similarity, because it does not care how a
 * model spreads its cosines.
 *
 * @see <a href="https://aclanthology.org/C16-1009/">Reimers et al. 2016</a>, on why not Pearson
 */
public final class Spearman {
  private Spearman() {}

  /**
   * {@return the correlation, from -1 to 1; NaN where one list is constant, for then it is not
   * defined}
   *
   * @param x finite values, 2 or more
   * @param y finite values, as many
   */
  public static double of(double[] x, double[] y) {
    Pearson.check(x, y);
    return Pearson.of(Ranks.average(x), Ranks.average(y));
  }
}
