// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * The strings of a list as Python or NumPy prints it: {@code ['one' "two's"]}, with or without
 * commas, in single or double quotes, with escapes.
 */
final class PythonStrings {
  private final String list;
  private int at;

  private PythonStrings(String list) {
    this.list = list;
  }

  static List<String> parse(String list) {
    return new PythonStrings(list.strip()).parse();
  }

  private List<String> parse() {
    if (!list.startsWith("[") || !list.endsWith("]")) {
      throw new IllegalArgumentException("a list must stand in brackets, got: " + list);
    }
    var strings = new ArrayList<String>();
    for (at = 1; at < list.length() - 1; at++) {
      char c = list.charAt(at);
      if (c == '\'' || c == '"') {
        strings.add(string(c));
      } else if (c != ',' && !Character.isWhitespace(c)) {
        throw new IllegalArgumentException("a quote must stand at %d of: %s".formatted(at, list));
      }
    }
    return strings;
  }

  /** Reads to the closing quote. */
  private String string(char quote) {
    var text = new StringBuilder();
    for (at++; at < list.length() - 1; at++) {
      char c = list.charAt(at);
      if (c == quote) {
        return text.toString();
      }
      text.append(c == '\\' ? escaped() : c);
    }
    throw new IllegalArgumentException("a string must end in %s, in: %s".formatted(quote, list));
  }

  private char escaped() {
    char c = list.charAt(++at);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      default -> c;
    };
  }

  private char hex(int digits) {
    at += digits;
    return (char) Integer.parseInt(list.substring(at - digits + 1, at + 1), 16);
  }
}
