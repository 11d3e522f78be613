// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lyceum.task.Card;

/** Tasks that are measured together. */
public enum Suite {
  /** Those that come with the program. */
  QUICK,
  /** All whose data are there. */
  LOCAL,
  /** Those of similarity whose data are there. */
  STS,
  /** Those of retrieval whose data are there. */
  RETRIEVAL;

  /**
   * {@return its tasks}
   *
   * @param data the folder of data sets, or empty where there is none
   */
  public List<DataSet> sets(Optional<Path> data) {
    return DataSets.all().stream()
        .filter(this::has)
        .filter(set -> set.missing(data).isEmpty())
        .toList();
  }

  private boolean has(DataSet set) {
    return switch (this) {
      case QUICK -> set.files().isEmpty();
      case LOCAL -> true;
      case STS -> set.card().kind() == Card.Kind.SIMILARITY;
      case RETRIEVAL -> set.card().kind() == Card.Kind.RETRIEVAL;
    };
  }
}
