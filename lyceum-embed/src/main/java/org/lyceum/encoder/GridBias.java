// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.function.IntBinaryOperator;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/**
 * One learned number for each head and each difference of rows and columns of patches.
 *
 * @param table {@code (differences, H)}
 * @param tokens of a picture, {@code T}
 * @param row of the table that a query, then a key has
 * @see <a href="https://arxiv.org/abs/2103.14030">Liu et al. 2021</a>, eq. 4
 */
public record GridBias(Tensor table, int tokens, IntBinaryOperator row) implements ScoreBias {
  /**
   * {@return differences of patches numbered row by row, all of one row of patches after the other}
   *
   * @param rows of patches
   * @param columns of patches
   */
  public static IntBinaryOperator differences(int rows, int columns) {
    return (query, key) -> {
      int down = query / columns - key / columns + rows - 1;
      int right = query % columns - key % columns + columns - 1;
      return down * (2 * columns - 1) + right;
    };
  }

  /**
   * {@return the same behind a class token: it has one number for what it sees, one for what sees
   * it, one for itself, after all others}
   *
   * @param rows of patches
   * @param columns of patches
   * @see <a href="https://arxiv.org/abs/2106.08254">Bao et al. 2021</a>
   */
  public static IntBinaryOperator differencesBehindClass(int rows, int columns) {
    var patches = differences(rows, columns);
    int number = (2 * rows - 1) * (2 * columns - 1);
    return (query, key) ->
        query == 0
            ? key == 0 ? number + 2 : number
            : key == 0 ? number + 1 : patches.applyAsInt(query - 1, key - 1);
  }

  @Override
  public Tensor of(Tensor queries, Tensor keys, View view) {
    return view.once(this, () -> table.rows(rows(queries)).transpose(1, 2).transpose(0, 1));
  }

  private Tensor rows(Tensor like) {
    double[] rows = new double[tokens * tokens];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row.applyAsInt(i / tokens, i % tokens);
    }
    return like.detach().constant(rows, tokens, tokens).cast(DType.I64);
  }
}
