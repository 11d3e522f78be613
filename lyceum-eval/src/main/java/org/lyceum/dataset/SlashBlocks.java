// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

/** Files of blocks: a line with an id, lines of text, a line with a slash alone. */
final class SlashBlocks {
  private static final String END = "/";

  private SlashBlocks() {}

  /** {@return each block, its lines joined by blanks} */
  static List<Text> read(Path file) {
    var texts = new ArrayList<Text>();
    var block = new ArrayList<String>();
    DataFiles.lines(
        file,
        (number, line) -> {
          if (!line.strip().equals(END)) {
            block.add(line.strip());
          } else if (block.isEmpty()) {
            throw new DataException(file, number, "a block must begin with an id");
          } else {
            texts.add(new Text(block.getFirst(), String.join(" ", block.subList(1, block.size()))));
            block.clear();
          }
        });
    if (texts.isEmpty() || !block.isEmpty()) {
      throw new DataException(file, "must hold blocks that each end with a slash in its own line");
    }
    return texts;
  }
}
