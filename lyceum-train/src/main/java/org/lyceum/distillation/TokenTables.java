// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import java.util.stream.IntStream;

/** Token tables as static embeddings start from: reduced, then weighed by how rare a token is. */
public final class TokenTables {
  /** The smoothing that Model2Vec takes. */
  public static final double SMOOTHING = 1e-4;

  private TokenTables() {}

  /**
   * {@return each vector along the first principal components of all}
   *
   * @param table {@code (V, D)}
   * @param components of the table
   * @param width how many, D at most
   */
  public static float[][] reduce(float[][] table, PrincipalComponents components, int width) {
    return IntStream.range(0, table.length)
        .parallel()
        .mapToObj(row -> components.project(table[row], width, true))
        .toArray(float[][]::new);
  }

  /**
   * {@return the weight of each token: {@code a / (a + p)}, where {@code p} falls with the token's
   * rank as Zipf's law has it}
   *
   * @param tokens how many, the most frequent first, as vocabularies are ordered
   * @param smoothing {@code a}, 1e-4 to 1e-3
   * @see <a href="https://openreview.net/forum?id=SyK00v5xx">Arora et al. 2017</a>, section 3
   */
  public static double[] weights(int tokens, double smoothing) {
    double total = IntStream.range(0, tokens).mapToDouble(i -> 1.0 / (i + 2)).sum();
    return IntStream.range(0, tokens)
        .mapToDouble(i -> smoothing / (smoothing + 1.0 / (i + 2) / total))
        .toArray();
  }
}
