// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A document found for a query.
 *
 * @param id the document
 * @param score higher is better; single precision, as trec_eval reads it
 */
public record Hit(String id, float score) {
  /** Document ids, by their UTF-8 bytes, last first: {@code d9} before {@code d10}. */
  public static final Comparator<String> IDS_DESCENDING =
      (a, b) -> Arrays.compareUnsigned(b.getBytes(UTF_8), a.getBytes(UTF_8));

  /**
   * The order of trec_eval: best score first and, among equal scores, the document id descending.
   * It owes nothing to the order of arrival, so a model that scores all documents the same gains
   * nothing.
   */
  public static final Comparator<Hit> ORDER =
      Comparator.comparing(Hit::score, Comparator.reverseOrder())
          .thenComparing(Hit::id, IDS_DESCENDING);

  /** Checks the score and makes -0 the 0 that it equals. */
  public Hit {
    if (Float.isNaN(score)) {
      throw new IllegalArgumentException("the score of document '%s' is NaN".formatted(id));
    }
    score += 0.0f;
  }

  /**
   * {@return the document ids in the order of trec_eval}
   *
   * @param hits in any order
   */
  public static List<String> ranked(List<Hit> hits) {
    return hits.stream().sorted(ORDER).map(Hit::id).toList();
  }
}
