// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lyceum.task.Card;

/** Tasks that are measured together, of those whose data are there. */
public enum Suite {
  /** Those that come with the program. */
  QUICK,
  /** All. */
  LOCAL,
  /** Those of similarity of sentences. */
  STS,
  /** Those of retrieval and reranking. */
  RETRIEVAL,
  /** Those of classes that are learned or described, also several at once and none. */
  CLASSIFICATION,
  /** Those of clusters. */
  CLUSTERING,
  /** Those of pairs that belong together or not. */
  PAIRS,
  /** Those of translations. */
  BITEXT,
  /** Those of single words. */
  WORDS,
  /** Those of languages other than English, alone or beside it. */
  MULTILINGUAL;

  private static final Set<String> ENGLISH = Set.of("en", "eng");

  /**
   * {@return its tasks}
   *
   * @param data the folders of data sets
   */
  public List<DataSet> sets(DataFolders data) {
    return DataSets.all().stream()
        .filter(this::has)
        .filter(set -> data.holding(set).isPresent())
        .toList();
  }

  /**
   * {@return whether a task is one of these}
   *
   * @param set the task
   */
  public boolean has(DataSet set) {
    var kind = set.card().kind();
    return switch (this) {
      case QUICK -> set.files().isEmpty();
      case LOCAL -> true;
      case STS -> kind == Card.Kind.SIMILARITY;
      case RETRIEVAL -> kind == Card.Kind.RETRIEVAL || kind == Card.Kind.RERANKING;
      case CLASSIFICATION ->
          kind == Card.Kind.CLASSIFICATION
              || kind == Card.Kind.MULTILABEL
              || kind == Card.Kind.OUT_OF_SCOPE
              || kind == Card.Kind.ZERO_SHOT;
      case CLUSTERING -> kind == Card.Kind.CLUSTERING;
      case PAIRS -> kind == Card.Kind.PAIRS;
      case BITEXT -> kind == Card.Kind.BITEXT;
      case WORDS -> kind == Card.Kind.WORDS || kind == Card.Kind.OUTLIERS;
      case MULTILINGUAL -> !set.card().languages().stream().allMatch(Suite::isEnglish);
    };
  }

  private static boolean isEnglish(Locale language) {
    return ENGLISH.contains(language.getLanguage());
  }
}
