// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.List;

/**
 * What a distillation came to.
 *
 * @param teacher its name, without the folders that it lies in
 * @param student what it is made of, such as {@code layers:0,2,5}
 * @param run how it was made
 * @param corpusTexts that the student learned from
 * @param minutes that it took
 * @param rows the teacher's first
 */
public record Table(
    String teacher,
    String student,
    DistillOptions.Run run,
    int corpusTexts,
    double minutes,
    List<Row> rows) {
  /** {@return the teacher's row} */
  public Row teacherRow() {
    return rows.getFirst();
  }

  /** {@return the table as text, for a terminal} */
  public String text() {
    return new TableText(this).toString();
  }
}
