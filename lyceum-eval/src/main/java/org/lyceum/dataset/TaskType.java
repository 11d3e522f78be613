// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lyceum.task.Card;

/** What a folder of the user's can be measured as. */
public enum TaskType {
  /** Pairs of sentences with a score. */
  STS(Card.Kind.SIMILARITY, "cosine_spearman"),
  /** Queries, documents and judgments. */
  RETRIEVAL(Card.Kind.RETRIEVAL, "ndcg_at_10"),
  /** Queries with candidates, of which some are relevant. */
  RERANKING(Card.Kind.RERANKING, "map_at_1000"),
  /** Queries with two instructions each. */
  INSTRUCTION(Card.Kind.INSTRUCTION, "p-MRR"),
  /** Texts of one class each, to learn from and to test. */
  CLASSIFICATION(Card.Kind.CLASSIFICATION, "accuracy"),
  /** Texts of any number of classes each, to learn from and to test. */
  MULTILABEL(Card.Kind.MULTILABEL, "accuracy"),
  /** Texts with a number each, to learn from and to test. */
  REGRESSION(Card.Kind.REGRESSION, "kendalltau"),
  /** Texts of one class each. */
  CLUSTERING(Card.Kind.CLUSTERING, "v_measure"),
  /** Pairs of texts that belong together or do not. */
  PAIRS(Card.Kind.PAIRS, "max_ap"),
  /** Sentences and their translations. */
  BITEXT(Card.Kind.BITEXT, "f1"),
  /** Texts of one class each, and descriptions of the classes. */
  ZERO_SHOT(Card.Kind.ZERO_SHOT, "accuracy"),
  /** Summaries by people, and judged ones by machines. */
  SUMMARIZATION(Card.Kind.SUMMARIZATION, "cosine_spearman");

  private final Card.Kind kind;
  private final String main;

  TaskType(Card.Kind kind, String main) {
    this.kind = kind;
    this.main = main;
  }

  /**
   * {@return the type of a name}
   *
   * @param name such as {@code sts} or {@code zero-shot}
   * @throws IllegalArgumentException if there is none; lists all
   */
  public static TaskType named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.label().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no type '%s'; known: %s".formatted(name, labels())));
  }

  /** {@return the names of all, with commas between} */
  public static String labels() {
    return Arrays.stream(values()).map(TaskType::label).collect(Collectors.joining(", "));
  }

  /** {@return its name, such as {@code zero-shot}} */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is asked of the embedder. */
  Card.Kind kind() {
    return kind;
  }

  /** mteb's main measure. */
  String main() {
    return main;
  }
}
