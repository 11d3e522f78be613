// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model card says to hubs, between two lines {@code ---} at its beginning: YAML, of which
 * plain values are read, and the first of those that have several.
 *
 * @param values by key
 */
record FrontMatter(Map<String, String> values) {
  private static final String FENCE = "---";
  private static final Pattern ENTRY = Pattern.compile("(?<key>\\w+): *(?<value>.*)");
  private static final Pattern ITEM = Pattern.compile(" *- +(?<value>.*)");

  /** Copies the map. */
  FrontMatter {
    values = Map.copyOf(values);
  }

  /** That of a model's folder; empty where there is no card that can be read. */
  static FrontMatter of(Path folder) {
    try {
      return of(new String(Files.readAllBytes(folder.resolve("README.md")), UTF_8));
    } catch (IOException e) {
      return new FrontMatter(Map.of());
    }
  }

  /** That of a card. */
  static FrontMatter of(String card) {
    var values = new HashMap<String, String>();
    var lines = card.lines().map(String::stripTrailing).toList();
    int end = lines.isEmpty() ? -1 : lines.subList(1, lines.size()).indexOf(FENCE) + 1;
    if (end < 1 || !lines.getFirst().equals(FENCE)) {
      return new FrontMatter(values);
    }
    String key = "";
    for (String line : lines.subList(1, end)) {
      Matcher entry = ENTRY.matcher(line);
      Matcher item = ITEM.matcher(line);
      if (entry.matches()) {
        key = entry.group("key");
        put(values, key, entry.group("value"));
      } else if (item.matches()) {
        put(values, key, item.group("value"));
      }
    }
    return new FrontMatter(values);
  }

  private static void put(Map<String, String> values, String key, String value) {
    String plain = value.replaceFirst(" +#.*", "").replaceAll("^[\"'\\[]+|[\"'\\]]+$", "");
    if (!plain.isEmpty()) {
      values.putIfAbsent(key, plain);
    }
  }

  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }
}
