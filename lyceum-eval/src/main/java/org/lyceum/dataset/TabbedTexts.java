// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

/** Files of an id, a tab and a text a line, as MS MARCO and Anserini have them. */
final class TabbedTexts {
  private TabbedTexts() {}

  static List<Text> read(Path file) {
    var texts = new ArrayList<Text>();
    DataFiles.lines(
        file,
        (number, line) -> {
          int tab = line.indexOf('\t');
          if (tab < 0) {
            throw new DataException(file, number, "a line must be id, tab, text, got: " + line);
          }
          texts.add(new Text(line.substring(0, tab), line.substring(tab + 1)));
        });
    return texts;
  }
}
