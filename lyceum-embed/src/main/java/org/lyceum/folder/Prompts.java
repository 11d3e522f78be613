// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a model wants in front of others.
 *
 * @param byName name to text
 * @param defaultName the one used where none is asked for, or null for none
 */
public record Prompts(Map<String, String> byName, @Nullable String defaultName) {
  /** No prompts. */
  public static final Prompts NONE = new Prompts(Map.of("query", "", "document", ""), null);

  private static final List<String> DOCUMENT = List.of("document", "passage", "corpus");

  /** Sorts the names. */
  public Prompts {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    if (defaultName != null && !byName.containsKey(defaultName)) {
      throw new IllegalArgumentException(
          "the default prompt '%s' must be one of %s".formatted(defaultName, byName.keySet()));
    }
  }

  /**
   * {@return the prompts of a retrieval model}
   *
   * @param query in front of a query
   * @param document in front of a document
   */
  public static Prompts of(String query, String document) {
    return new Prompts(Map.of("query", query, "document", document), null);
  }

  /**
   * {@return the text in front, empty for none}
   *
   * @param prompt which
   * @throws IllegalArgumentException if a prompt is named that the model does not have
   */
  public String text(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Default() -> defaultName == null ? "" : byName.getOrDefault(defaultName, "");
      case Prompt.Query() -> byName.getOrDefault("query", text(new Prompt.Default()));
      case Prompt.Document() -> document();
      case Prompt.None() -> "";
      case Prompt.Named(String name) -> named(name);
    };
  }

  /** {@return whether none of them says anything} */
  boolean areEmpty() {
    return byName.values().stream().allMatch(String::isEmpty);
  }

  private String document() {
    return DOCUMENT.stream()
        .filter(byName::containsKey)
        .findFirst()
        .map(this::named)
        .orElseGet(() -> text(new Prompt.Default()));
  }

  private String named(String name) {
    String text = byName.get(name);
    if (text == null) {
      throw new IllegalArgumentException(
          "the model has no prompt '%s'; it has %s".formatted(name, byName.keySet()));
    }
    return text;
  }
}
