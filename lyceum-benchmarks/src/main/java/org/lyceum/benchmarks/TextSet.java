// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.List;

/**
 * Texts that runners are timed on.
 *
 * @param name what it is called
 * @param texts the texts, one or more
 */
record TextSet(String name, List<String> texts) {
  TextSet {
    texts = List.copyOf(texts);
  }
}
