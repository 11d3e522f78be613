// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lyceum.embed.Embedder;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.InstructionRetrieval;
import org.lyceum.protocol.NearestDocuments;
import org.lyceum.protocol.Outcome;

/**
 * Does a search follow instructions? Each query is there twice, its text with the one instruction
 * and with the changed one, under ids that end in {@code -og} and {@code -changed}.
 *
 * @param card what and where from
 * @param judged queries with their instructions, all documents and judgments
 * @param changed by query, without the ending, documents that the changed instruction excludes
 * @param candidates ids of documents by the id of a query; empty where all documents are searched
 */
public record InstructionTask(
    Card card,
    Judged judged,
    Map<String, List<String>> changed,
    Map<String, List<String>> candidates)
    implements Task {
  @Override
  public List<String> texts() {
    return judged.texts();
  }

  /** Each query of which documents are excluded, with its first instruction. */
  @Override
  public List<String> units() {
    var texts = judged.queries().stream().collect(Collectors.toMap(Text::id, Text::text));
    return InstructionRetrieval.asked(changed, texts.keySet()).stream()
        .map(query -> texts.getOrDefault(query + InstructionRetrieval.ORIGINAL, ""))
        .map(Unit::text)
        .toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var search = new NearestDocuments(Similarity.COSINE);
    var queries = judged.queryVectors(embedder);
    var documents = judged.documentVectors(embedder);
    var run =
        candidates.isEmpty()
            ? search.run(queries, documents)
            : search.rerank(queries, documents, candidates);
    return InstructionRetrieval.of(judged.qrels(), run, changed);
  }
}
