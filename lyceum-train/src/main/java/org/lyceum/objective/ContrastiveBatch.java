// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/** Queries and documents of one batch, compared in every direction that InfoNCE knows. */
final class ContrastiveBatch {
  private final Embeddings embeddings;
  private final Tensor queries; // (B, D)
  private final Tensor positives; // (B, D)
  private final Tensor documents; // (C B, D): all positives, all first hard negatives, ...
  private final int documentColumns;

  ContrastiveBatch(Embeddings embeddings, InfoNce.Similarity similarity) {
    this.embeddings = embeddings;
    var columns =
        embeddings.columns().stream()
            .map(column -> similarity == InfoNce.Similarity.COSINE ? column.normalize() : column)
            .toList();
    queries = columns.get(0);
    positives = columns.get(1);
    documentColumns = columns.size() - 1;
    documents = Tensor.concatenate(columns.subList(1, columns.size()), 0);
  }

  Tensor queryToDocument() {
    return queries.matmul(documents.transpose()); // (B, C B)
  }

  /** The scores of the positives, (B), among those of all documents, (B, C B). */
  Tensor positivesOf(Tensor scores) {
    return scores.narrow(1, 0, queries.shape().size(0)).diagonal();
  }

  Tensor queryToQuery() {
    var scores = queries.matmul(queries.transpose()); // (B, B)
    return scores.maskedFill(scores.diagonalMask(), Double.NEGATIVE_INFINITY);
  }

  Tensor documentToQuery() {
    return positives.matmul(queries.transpose()); // (B, B)
  }

  Tensor documentToDocument() {
    var scores = positives.matmul(documents.transpose()); // (B, C B)
    return scores.maskedFill(ownDocuments(), Double.NEGATIVE_INFINITY);
  }

  /** BOOL (B, C B): where the document belongs to the query, as positive or hard negative. */
  private Tensor ownDocuments() {
    var square = queries.matmul(positives.transpose()).diagonalMask(); // (B, B)
    return Tensor.concatenate(Collections.nCopies(documentColumns, square), 1);
  }

  /** BOOL (B, C B): the documents that get no extra weight, or null if all get it. */
  @Nullable Tensor spared(InfoNce.Negatives negatives) {
    var own = ownDocuments();
    return switch (negatives) {
      case IN_BATCH -> own;
      case HARD -> own.not().or(positive());
      case ALL -> positive();
    };
  }

  /** BOOL (B, C B): the query's own positive. */
  private Tensor positive() {
    return queryToDocument().diagonalMask();
  }

  /** Masks candidates that are the query's or its positive's text, the positive itself excepted. */
  Tensor masked(Tensor scores, InfoNce.Direction direction) {
    if (embeddings.identities().isEmpty()) {
      return scores;
    }
    var ids = embeddings.identities();
    boolean fromQuery =
        direction == InfoNce.Direction.QUERY_TO_DOCUMENT
            || direction == InfoNce.Direction.QUERY_TO_QUERY;
    boolean toQuery =
        direction == InfoNce.Direction.QUERY_TO_QUERY
            || direction == InfoNce.Direction.DOCUMENT_TO_QUERY;
    var candidates =
        toQuery ? ids.get(0) : Tensor.concatenate(ids.subList(1, ids.size()), 0); // (C B)
    var same = same(ids.get(0), candidates).or(same(ids.get(1), candidates)); // (B, C B)
    boolean positiveStands = fromQuery != toQuery;
    return scores.maskedFill(
        positiveStands ? same.and(scores.diagonalMask().not()) : same, Double.NEGATIVE_INFINITY);
  }

  private static Tensor same(Tensor rows, Tensor columns) {
    return rows.unsqueeze(1).eq(columns.unsqueeze(0));
  }
}
