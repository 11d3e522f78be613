// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A table of a Markdown page.
 *
 * @param rows the cells of each row, without the heading
 */
record Table(List<List<String>> rows) {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /**
   * {@return a table}
   *
   * @param page the page, relative to the root of the repository
   * @param heading the first cell of the table's heading
   */
  static Table of(Path page, String heading) {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Repository.read(page).lines().toList()) {
      inside = line.startsWith("| " + heading + " |") || (inside && line.startsWith("|"));
      if (inside && line.startsWith("| `")) {
        rows.add(cells(line));
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalStateException("%s has no table of '%s'".formatted(page, heading));
    }
    return new Table(rows);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
        .map(String::strip)
        .toList();
  }

  /**
   * {@return the names in code quotes in a cell}
   *
   * @param cell the text of the cell
   */
  static List<String> names(String cell) {
    return CODE.matcher(cell).results().map((MatchResult name) -> name.group(1)).toList();
  }
}
