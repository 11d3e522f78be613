// SPDX-License-Identifier: Apache-2.0
package org.lyceum.nn;

import org.lyceum.tensor.Tensor;

/**
 * Where layers get their weights from, by checkpoint name. A layer built from one source trains,
 * the same layer built from another is recorded as a graph.
 */
public interface Parameters {
  /**
   * {@return the parameter}
   *
   * @param name its name below this prefix, such as {@code "query.weight"}
   * @param shape the shape that it must have
   * @throws IllegalArgumentException if there is none, or it has another shape; names both
   */
  Tensor get(String name, long... shape);

  /**
   * {@return whether there is such a parameter}
   *
   * @param name its name below this prefix
   */
  boolean has(String name);

  /**
   * {@return the same parameters, with names below a prefix}
   *
   * @param prefix without the final dot, such as {@code "encoder.layer.0"}
   */
  default Parameters under(String prefix) {
    var outer = this;
    return new Parameters() {
      @Override
      public Tensor get(String name, long... shape) {
        return outer.get(prefix + "." + name, shape);
      }

      @Override
      public boolean has(String name) {
        return outer.has(prefix + "." + name);
      }
    };
  }
}
