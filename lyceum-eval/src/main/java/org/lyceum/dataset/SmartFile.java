// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

/** The files of the SMART system: {@code .I} and an id, then fields that begin with a letter. */
final class SmartFile {
  private SmartFile() {}

  /**
   * {@return each entry with the text of one of its fields, its lines joined by blanks}
   *
   * @param file the file
   * @param field such as {@code W}
   */
  static List<Text> read(Path file, String field) {
    var texts = new LinkedHashMap<String, List<String>>();
    var at =
        new Object() {
          List<String> lines = List.of();
          boolean wanted;
        };
    DataFiles.lines(
        file,
        (number, line) -> {
          if (line.strip().equals(".I")) { // the end of some files
            at.wanted = false;
          } else if (line.startsWith(".I")) {
            at.lines = new ArrayList<>();
            at.wanted = false;
            if (texts.put(line.substring(2).strip(), at.lines) != null) {
              throw new DataException(file, number, "an id must stand once, got again: " + line);
            }
          } else if (line.matches("\\.[A-Z]\\s*")) {
            at.wanted = line.substring(1).strip().equals(field);
          } else if (at.wanted) {
            at.lines.add(line.strip());
          }
        });
    if (texts.isEmpty()) {
      throw new DataException(file, "must have entries that begin with .I, but there is none");
    }
    return texts.entrySet().stream().map(SmartFile::text).toList();
  }

  private static Text text(Map.Entry<String, List<String>> entry) {
    return new Text(entry.getKey(), String.join(" ", entry.getValue()));
  }
}
