// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import org.bytedeco.pytorch.Tensor;

/**
 * The gradient of those rows of a table that were looked up.
 *
 * @param ids the rows, I64 (U), each once, rising
 * @param values their gradients, (U, D); writing to them writes to the gradient
 */
record RowGradient(Tensor ids, Tensor values) implements AutoCloseable {
  /** Of a sparse gradient, in which equal rows are added up first, in place. */
  static RowGradient of(Tensor gradient) {
    if (!gradient.is_coalesced()) {
      try (var sum = gradient.coalesce()) {
        gradient.put(sum);
      }
    }
    try (var indices = gradient._indices()) {
      return new RowGradient(indices.select(0, 0), gradient._values());
    }
  }

  /** {@return a copy of the same rows of another table} */
  Tensor rowsOf(Tensor table) {
    return table.index_select(0, ids);
  }

  /** Overwrites the same rows of another table. */
  void put(Tensor rows, Tensor table) {
    table.index_copy_(0, ids, rows);
  }

  @Override
  public void close() {
    ids.deallocate();
    values.deallocate();
  }
}
