// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.HashSet;
import java.util.List;

/**
 * Queries or documents.
 *
 * @param ids one for each vector, none twice
 * @param vectors finite, of one width, 1 or more
 */
public record Identified(List<String> ids, List<float[]> vectors) {
  /** Copies the lists and checks ids and vectors. */
  public Identified {
    ids = List.copyOf(ids);
    vectors = List.copyOf(vectors);
    Vectors.require("queries and documents", vectors);
    Vectors.requireCount("ids", vectors.size(), ids.size());
    var seen = new HashSet<String>();
    for (var id : ids) {
      if (!seen.add(id)) {
        throw new IllegalArgumentException("an id must occur once, got '%s' twice".formatted(id));
      }
    }
  }
}
