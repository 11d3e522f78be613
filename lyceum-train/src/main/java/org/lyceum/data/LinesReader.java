// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.io.Reader;

/** Lines, strictly decoded, as one stream of characters for parsers that want one. */
final class LinesReader extends Reader {
  private final Lines lines;
  private String rest = "";
  private int at;

  LinesReader(Lines lines) {
    this.lines = lines;
  }

  @Override
  public int read(char[] buffer, int offset, int length) {
    if (at == rest.length()) {
      var line = lines.next();
      if (line == null) {
        return -1;
      }
      rest = line.text() + "\n";
      at = 0;
    }
    int count = Math.min(length, rest.length() - at);
    rest.getChars(at, at + count, buffer, offset);
    at += count;
    return count;
  }

  @Override
  public void close() {
    lines.close();
  }
}
