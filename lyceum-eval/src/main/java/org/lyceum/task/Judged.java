// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lyceum.embed.Embedder;
import org.lyceum.protocol.Identified;

/**
 * Queries, documents, and which document is relevant to which query.
 *
 * @param queries each with an id of its own
 * @param documents each with an id of its own
 * @param qrels grades by query id and document id; 1 and more is relevant
 */
public record Judged(
    List<Text> queries, List<Text> documents, Map<String, Map<String, Integer>> qrels) {
  /** Copies the lists. */
  public Judged {
    queries = List.copyOf(queries);
    documents = List.copyOf(documents);
  }

  /** {@return the texts of the queries, then those of the documents} */
  List<String> texts() {
    return Stream.concat(queries.stream(), documents.stream()).map(Text::text).toList();
  }

  Identified queryVectors(Embedder embedder) {
    return identified(queries, embedder.embedQuery(texts(queries)).rows());
  }

  Identified documentVectors(Embedder embedder) {
    return identified(documents, embedder.embedDocument(texts(documents)).rows());
  }

  private static List<String> texts(List<Text> texts) {
    return texts.stream().map(Text::text).toList();
  }

  private static Identified identified(List<Text> texts, List<float[]> vectors) {
    return new Identified(texts.stream().map(Text::id).toList(), vectors);
  }
}
