// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.List;
import java.util.stream.Stream;
import org.lyceum.embed.Embedder;
import org.lyceum.protocol.Outcome;

/**
 * A task of finding documents, which can be measured in three ways: with an embedder, with vectors
 * computed elsewhere, and with any other searcher.
 */
public interface RetrievalTask extends Task {
  /** {@return the texts of the queries} */
  List<String> queryTexts();

  /** {@return the texts of the documents} */
  List<String> documentTexts();

  @Override
  default List<String> texts() {
    return Stream.of(queryTexts(), documentTexts()).flatMap(List::stream).toList();
  }

  @Override
  default Outcome score(Embedder embedder) {
    return score(
        embedder.embedQuery(queryTexts()).rows(), embedder.embedDocument(documentTexts()).rows());
  }

  /**
   * {@return the scores of exact search by cosine}
   *
   * @param queries the vectors of {@link #queryTexts}, in that order
   * @param documents the vectors of {@link #documentTexts}, in that order
   */
  Outcome score(List<float[]> queries, List<float[]> documents);

  /**
   * {@return the scores of another kind of search}
   *
   * @param builder makes the documents findable
   */
  Outcome score(Searcher.Builder builder);
}
