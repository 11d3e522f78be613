// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/**
 * A grid of states cut into square windows, which may be shifted; it is padded with zeros to whole
 * windows.
 *
 * @param rows of the grid
 * @param columns of the grid
 * @param size of a window, at most as many as rows and columns
 * @param shift how far windows begin behind the edge, less than the size; what is cut off there
 *     goes with the other edge
 * @see <a href="https://arxiv.org/abs/2103.14030">Liu et al. 2021</a>, section 3.2
 */
public record Windows(int rows, int columns, int size, int shift) {
  /** Added to scores of states that are no neighbors: what checkpoints were trained with. */
  private static final double APART = -100;

  /** Checks the sizes. */
  public Windows {
    if (size < 1 || size > rows || size > columns || shift < 0 || shift >= size) {
      throw new IllegalArgumentException(
          "windows of size %d, shifted by %d, do not fit a grid of %d x %d"
              .formatted(size, shift, rows, columns));
    }
  }

  private int down() {
    return (rows + size - 1) / size;
  }

  private int across() {
    return (columns + size - 1) / size;
  }

  /** {@return windows of a grid, {@code W}} */
  public int number() {
    return down() * across();
  }

  /**
   * {@return the windows of each picture one after the other, {@code (B W, size size, D)}}
   *
   * @param states row by row, {@code (B, rows columns, D)}
   */
  public Tensor cut(Tensor states) {
    long width = states.shape().size(-1);
    Tensor grid = states.reshape(-1, rows, columns, width);
    grid = padded(padded(grid, 1, down() * size - rows), 2, across() * size - columns);
    return rolled(grid, shift)
        .reshape(-1, down(), size, across(), size, width)
        .transpose(2, 3)
        .reshape(-1, (long) size * size, width);
  }

  /**
   * {@return the reverse of {@link #cut}, {@code (B, rows columns, D)}}
   *
   * @param windows {@code (B W, size size, D)}
   */
  public Tensor joined(Tensor windows) {
    long width = windows.shape().size(-1);
    Tensor grid =
        windows
            .reshape(-1, down(), across(), size, size, width)
            .transpose(2, 3)
            .reshape(-1, (long) down() * size, (long) across() * size, width);
    return rolled(grid, -shift)
        .narrow(1, 0, rows)
        .narrow(2, 0, columns)
        .reshape(-1, (long) rows * columns, width);
  }

  /** Zeros behind the end of a dimension. */
  static Tensor padded(Tensor grid, int dim, int more) {
    if (more == 0) {
      return grid;
    }
    long[] sizes = {1, 1, 1, 1};
    sizes[dim] = more;
    Tensor zeros = grid.detach().constant(new double[more], sizes);
    return grid.concat(List.of(grid.detach().narrow(dim, 0, 1).mul(0).add(zeros)), dim);
  }

  /** Rows and columns moved to the front, those that fall off to the end. */
  private static Tensor rolled(Tensor grid, int by) {
    return by == 0 ? grid : rolled(rolled(grid, 1, by), 2, by);
  }

  private static Tensor rolled(Tensor grid, int dim, int by) {
    long size = grid.shape().size(dim);
    long first = by < 0 ? size + by : by;
    var parts = grid.split(dim, first, size - first);
    return parts.get(1).concat(List.of(parts.get(0)), dim);
  }

  /**
   * {@return what keeps apart states of one window that come from different edges, added to scores
   * {@code (B W, H, size size, size size)}; null where nothing is shifted}
   */
  public @Nullable ScoreBias apart() {
    return shift == 0 ? null : (queries, keys, view) -> view.once(this, () -> apart(queries));
  }

  private Tensor apart(Tensor queries) {
    int tokens = size * size;
    double[] bias = new double[number() * tokens * tokens];
    for (int i = 0; i < bias.length; i++) {
      int window = i / (tokens * tokens);
      int query = region(window, i / tokens % tokens);
      bias[i] = query == region(window, i % tokens) ? 0 : APART;
    }
    Tensor each = queries.detach().narrow(1, 0, 1).narrow(2, 0, 1).narrow(3, 0, 1).mul(0);
    Tensor known = each.constant(bias, 1, number(), tokens, tokens);
    return each.reshape(-1, number(), 1, 1).add(known).reshape(-1, 1, tokens, tokens);
  }

  /** Which of nine regions a place of a window is in. */
  private int region(int window, int place) {
    int row = window / across() * size + place / size;
    int column = window % across() * size + place % size;
    return 3 * edge(row, down() * size) + edge(column, across() * size);
  }

  private int edge(int at, int end) {
    return at < end - size ? 0 : at < end - shift ? 1 : 2;
  }
}
