// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.util.Map;
import java.util.Set;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;

/** A view of weights in which some arrays have only some of the entries of one axis. */
public final class ChosenRows implements Weights {
  private final Weights weights;
  private final Map<String, Integer> axes;
  private final int[] rows;

  /**
   * A view.
   *
   * @param weights the arrays
   * @param axes by name, the axis from 0 of which an array loses entries; others stay as they are
   * @param rows which entries are left, in their new order
   * @throws IllegalArgumentException if an array has no such axis or no such entry
   */
  public ChosenRows(Weights weights, Map<String, Integer> axes, int[] rows) {
    this.weights = weights;
    this.axes = Map.copyOf(axes);
    this.rows = rows.clone();
    axes.forEach((name, axis) -> requireRows(name, weights.shape(name).size(axis)));
  }

  private void requireRows(String name, long count) {
    for (int row : rows) {
      if (row < 0 || row >= count) {
        throw new IllegalArgumentException(
            "rows of '%s' must be from 0 to %d, got %d".formatted(name, count - 1, row));
      }
    }
  }

  @Override
  public Set<String> names() {
    return weights.names();
  }

  @Override
  public Shape shape(String name) {
    Integer axis = axes.get(name);
    return axis == null ? weights.shape(name) : weights.shape(name).with(axis, rows.length);
  }

  @Override
  public DType dtype(String name) {
    return weights.dtype(name);
  }

  @Override
  public float[] floats(String name) {
    float[] whole = weights.floats(name);
    Integer axis = axes.get(name);
    if (axis == null) {
      return whole;
    }
    Shape shape = weights.shape(name);
    int count = Math.toIntExact(shape.size(axis));
    int inner = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      inner *= Math.toIntExact(shape.size(i));
    }
    int outer = whole.length / count / inner;
    float[] chosen = new float[outer * rows.length * inner];
    for (int block = 0; block < outer; block++) {
      for (int i = 0; i < rows.length; i++) {
        int from = (block * count + rows[i]) * inner;
        System.arraycopy(whole, from, chosen, (block * rows.length + i) * inner, inner);
      }
    }
    return chosen;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it is an array that loses rows
   */
  @Override
  public long[] longs(String name) {
    if (axes.containsKey(name)) {
      throw new IllegalArgumentException("rows are chosen of fractions only, got " + name);
    }
    return weights.longs(name);
  }
}
