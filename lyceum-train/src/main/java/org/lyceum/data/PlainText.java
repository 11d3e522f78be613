// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.nio.file.Path;
import java.util.function.Consumer;

/** A text a line. */
record PlainText(Path file) implements TextSource {
  @Override
  public void read(Consumer<String> reader) {
    try (var lines = Lines.open(file)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        reader.accept(line.text());
      }
    }
  }
}
