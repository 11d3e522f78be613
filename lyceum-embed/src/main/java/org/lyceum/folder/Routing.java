// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which route a text takes.
 *
 * @param mappings routes by role and modality, either of which may be {@code None}; tried first
 * @param defaultRoute the route of a text in no role, or null where there is none
 * @param allowsNone whether such a text takes the first route where there is no default
 */
public record Routing(
    Map<Key, String> mappings, @Nullable String defaultRoute, boolean allowsNone) {
  private static final String TEXT = "text";

  /** The one route of a folder without a router. */
  static final Routing NONE = new Routing(Map.of(), null, true);

  /**
   * What a mapping is for.
   *
   * @param role such as {@code query}, or null for all
   * @param modality such as {@code text}, or null for all
   */
  public record Key(@Nullable String role, @Nullable String modality) {}

  /** The mappings as Python prints their keys, sorted. */
  SortedMap<String, String> sorted() {
    var sorted = new TreeMap<String, String>();
    mappings.forEach(
        (key, route) ->
            sorted.put("(%s, %s)".formatted(quoted(key.role), quoted(key.modality)), route));
    return sorted;
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "None" : text.startsWith("(") ? text : "'" + text + "'";
  }

  /** Copies the mappings. */
  public Routing {
    mappings = Map.copyOf(mappings);
  }

  /**
   * {@return the name of a route}
   *
   * @param role of the text
   * @param names of all routes, in order
   * @throws IllegalArgumentException if none is for texts of that role
   */
  public String of(TextRole role, Set<String> names) {
    String task = role == TextRole.ANY ? null : role.label();
    for (Key key :
        List.of(
            new Key(task, TEXT), new Key(task, null), new Key(null, TEXT), new Key(null, null))) {
      String route = mappings.get(key);
      if (route != null) {
        return route;
      }
    }
    if (task != null && names.contains(task)) {
      return task;
    }
    if (names.contains(TEXT)) {
      return TEXT;
    }
    if (task == null && defaultRoute != null) {
      return defaultRoute;
    }
    if (task == null && allowsNone) {
      return names.iterator().next();
    }
    throw new IllegalArgumentException(
        "the model has no route for %s; it has %s"
            .formatted(task == null ? "a text in no role" : task, names));
  }
}
