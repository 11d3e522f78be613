// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;

/** Some of another's arrays under other names; nothing is copied. */
public final class RenamedWeights implements Weights {
  private final Weights weights;
  private final Map<String, String> oldNames;

  /**
   * A view.
   *
   * @param weights the arrays
   * @param oldNames new name to old name, in the new order
   */
  public RenamedWeights(Weights weights, Map<String, String> oldNames) {
    this.weights = weights;
    this.oldNames = Collections.unmodifiableMap(new LinkedHashMap<>(oldNames));
  }

  private String old(String name) {
    String old = oldNames.get(name);
    if (old == null) {
      throw new IllegalArgumentException(
          "there is no array '%s'; there are: %s".formatted(name, oldNames.keySet()));
    }
    return old;
  }

  @Override
  public Set<String> names() {
    return oldNames.keySet();
  }

  @Override
  public Shape shape(String name) {
    return weights.shape(old(name));
  }

  @Override
  public DType dtype(String name) {
    return weights.dtype(old(name));
  }

  @Override
  public float[] floats(String name) {
    return weights.floats(old(name));
  }

  @Override
  public long[] longs(String name) {
    return weights.longs(old(name));
  }
}
