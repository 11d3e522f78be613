// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a task is and where its data come from: no score without provenance.
 *
 * @param id kebab-case with a version, such as {@code sts12-v1}; changed data are a new id
 * @param kind what is asked of the embedder
 * @param main the measure to quote, by the name that mteb gives it
 * @param languages of the texts
 * @param source where the data were taken from: an artifact, a file, an address
 * @param license SPDX identifier or {@code LicenseRef-} name
 * @param citation the work to cite
 */
public record Card(
    String id,
    Kind kind,
    String main,
    Set<Locale> languages,
    String source,
    String license,
    String citation) {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*-v[0-9]+");

  /** What is asked of the embedder. */
  public enum Kind {
    /** Which pairs of sentences mean more nearly the same. */
    SIMILARITY("STS"),
    /** Which document answers a query. */
    RETRIEVAL("Retrieval"),
    /** Which class a text has, learned from a few examples. */
    CLASSIFICATION("Classification"),
    /** Which class a text has, by the descriptions of the classes. */
    ZERO_SHOT("ZeroShotClassification"),
    /** Which pairs belong together. */
    PAIRS("PairClassification"),
    /** Which classes a text has, of several. */
    MULTILABEL("MultilabelClassification"),
    /** Which texts are of no class. */
    OUT_OF_SCOPE("OutOfScope"),
    /** Which texts are of one kind. */
    CLUSTERING("Clustering"),
    /** Which sentence is a translation. */
    BITEXT("BitextMining"),
    /** Which of a query's candidates answers it. */
    RERANKING("Reranking"),
    /** Which document answers a query as an instruction wants it. */
    INSTRUCTION("InstructionRetrieval"),
    /** Which number a text has, learned from examples. */
    REGRESSION("Regression"),
    /** How good a summary is. */
    SUMMARIZATION("Summarization"),
    /** Which pairs of words mean more nearly the same. */
    WORDS("WordSimilarity"),
    /** Which word does not belong to a group. */
    OUTLIERS("WordOutliers");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** {@return its name in mteb, where mteb has it} */
    public String label() {
      return label;
    }
  }

  /** Checks that nothing is missing. */
  public Card {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "task id '%s' must be kebab-case and end in a version, such as sts12-v1".formatted(id));
    }
    languages = Set.copyOf(languages);
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("task '%s' must name a language".formatted(id));
    }
    if (main.isBlank() || source.isBlank() || license.isBlank() || citation.isBlank()) {
      throw new IllegalArgumentException(
          "task '%s' must have a main measure, source, license and citation".formatted(id));
    }
  }
}
