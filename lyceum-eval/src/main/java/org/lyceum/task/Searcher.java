// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.List;

/** Finds documents for a query: BM25, an index of vectors, a remote service. */
@FunctionalInterface
public interface Searcher {
  /**
   * {@return the ids of the best documents, best first, each once}
   *
   * @param query a text
   * @param k how many at most
   */
  List<String> search(String query, int k);

  /** Makes documents findable. */
  @FunctionalInterface
  interface Builder {
    /**
     * {@return a searcher of the documents}
     *
     * @param ids of the documents
     * @param texts of the documents, in the same order
     */
    Searcher build(List<String> ids, List<String> texts);
  }
}
