// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.List;
import org.lyceum.task.Sts;

/**
 * Files of two sentences and a score a record, which have no header. The score is first or last.
 */
final class BarePairs {
  private static final int FIELDS = 3;

  private BarePairs() {}

  /**
   * The pairs of a file; none where it is no such file: the first record of one has three fields,
   * of which the first or the last is a number.
   */
  static List<Sts.Pair> read(Path file) {
    if (!List.of("csv", "tsv").contains(DataFiles.ending(file))) {
      return List.of();
    }
    var format = DataFiles.ending(file).equals("tsv") ? CsvTable.TSV : CsvTable.CSV;
    var lines = CsvTable.read(file, format, fields -> fields.isBlank() ? null : fields);
    if (lines.isEmpty() || lines.getFirst().record().size() != FIELDS) {
      return List.of();
    }
    if (isNumber(lines.getFirst().text(FIELDS - 1))) {
      return lines.stream().map(line -> pair(line, 0, 2)).toList();
    }
    return isNumber(lines.getFirst().text(0))
        ? lines.stream().map(line -> pair(line, 1, 0)).toList()
        : List.of();
  }

  private static Sts.Pair pair(CsvTable.Fields line, int first, int score) {
    return new Sts.Pair(line.text(first), line.text(first + 1), line.number(score));
  }

  private static boolean isNumber(String text) {
    return text.strip().matches("-?[0-9]+(\\.[0-9]+)?");
  }
}
