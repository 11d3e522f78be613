// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.List;
import org.lyceum.embed.Embedder;
import org.lyceum.protocol.Outcome;

/** One measurement of an embedder on one data set. */
public interface Task {
  /** {@return what is measured, and where the data come from} */
  Card card();

  /** {@return all texts that are embedded} */
  List<String> texts();

  /**
   * {@return a text for each unit of the evidence, such as its query, with a line for each part,
   * such as the two texts of a pair; none where units have no text of their own}
   */
  default List<String> units() {
    return List.of();
  }

  /**
   * {@return the scores; the same vectors give the same scores, to the last bit}
   *
   * @param embedder what is measured
   */
  Outcome score(Embedder embedder);
}
