// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.List;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Norm;
import org.lyceum.tensor.Tensor;

/**
 * Squares of two by two states as one of twice the width; a grid of odd size is padded with zeros.
 *
 * @param rows of the grid
 * @param columns of the grid
 * @param norm of four states one after the other, {@code 4 D}
 * @param reduction to {@code 2 D}
 * @see <a href="https://arxiv.org/abs/2103.14030">Liu et al. 2021</a>, section 3.1
 */
public record PatchMerging(int rows, int columns, Norm norm, Linear reduction) {
  /**
   * {@return half as many rows and columns, {@code (B, T, 2 D)}}
   *
   * @param states row by row, {@code (B, rows columns, D)}
   */
  public Tensor apply(Tensor states) {
    long width = states.shape().size(-1);
    Tensor grid = states.reshape(-1, rows, columns, width);
    grid = Windows.padded(Windows.padded(grid, 1, rows % 2), 2, columns % 2);
    int down = (rows + 1) / 2;
    int across = (columns + 1) / 2;
    Tensor squares = grid.reshape(-1, down, 2, across, 2, width);
    Tensor upper = squares.select(2, 0); // (B, down, across, 2, D)
    Tensor lower = squares.select(2, 1);
    Tensor four =
        upper
            .select(3, 0)
            .concat(List.of(lower.select(3, 0), upper.select(3, 1), lower.select(3, 1)), -1);
    return reduction.apply(norm.apply(four.reshape(-1, (long) down * across, 4 * width)));
  }
}
