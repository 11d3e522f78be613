// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model folder of any kind is, without its weights and tokenizers.
 *
 * @param kind what it gives
 * @param routes by name, in the order of the folder; one of the empty name where all texts go one
 *     way
 * @param routing which of them a text takes
 * @param prompts texts in front of texts
 */
public record ModelLayout(
    ModelKind kind, Map<String, Route> routes, Routing routing, Prompts prompts) {
  /** Keeps the order of the routes. */
  public ModelLayout {
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
  }

  /**
   * {@return what a folder is}
   *
   * @param folder in either dialect of sentence-transformers
   * @throws org.lyceum.tensor.DataException if a part is missing, broken or not supported; says
   *     which file, and what to do
   */
  public static ModelLayout read(Path folder) {
    return new LayoutReader(folder.toAbsolutePath().normalize()).read();
  }

  /**
   * {@return the route of a text}
   *
   * @param role of the text
   * @throws IllegalArgumentException if none is for it
   */
  public Route route(TextRole role) {
    return java.util.Objects.requireNonNull(routes.get(routeName(role)));
  }

  /** The name of a text's route; empty where all texts go one way. */
  String routeName(TextRole role) {
    return isRouted() ? routing.of(role, routes.keySet()) : "";
  }

  /** {@return whether texts take different ways} */
  public boolean isRouted() {
    return routes.size() > 1 || !routes.containsKey("");
  }
}
