// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;

/** The arrays of several weights as one; nothing is copied. */
public final class MergedWeights implements Weights {
  private final Map<String, Weights> byName = new LinkedHashMap<>();

  /**
   * A view.
   *
   * @param parts in the order of the names; no name may occur twice
   */
  public MergedWeights(List<? extends Weights> parts) {
    for (Weights part : parts) {
      for (String name : part.names()) {
        if (byName.putIfAbsent(name, part) != null) {
          throw new IllegalArgumentException("the array '%s' must occur once".formatted(name));
        }
      }
    }
  }

  private Weights of(String name) {
    Weights part = byName.get(name);
    if (part == null) {
      throw new IllegalArgumentException(
          "there is no array '%s'; there are: %s".formatted(name, byName.keySet()));
    }
    return part;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  @Override
  public Shape shape(String name) {
    return of(name).shape(name);
  }

  @Override
  public DType dtype(String name) {
    return of(name).dtype(name);
  }

  @Override
  public float[] floats(String name) {
    return of(name).floats(name);
  }

  @Override
  public long[] longs(String name) {
    return of(name).longs(name);
  }
}
