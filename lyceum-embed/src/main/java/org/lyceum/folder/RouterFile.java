// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

/**
 * The file of a router: {@code router_config.json}, in older folders {@code config.json}.
 *
 * @param file the file
 * @param root of the model folder
 */
record RouterFile(JsonFile file, Path root) {
  /** A key of a mapping as Python prints it: {@code ('query', None)}. */
  private static final Pattern KEY =
      Pattern.compile("\\(\\s*(None|'[^']*')\\s*,\\s*(None|'[^']*'|\\(.*\\))\\s*\\)");

  static RouterFile read(Path folder, Path root) {
    Path own = folder.resolve("router_config.json");
    return new RouterFile(
        JsonFile.read(Files.exists(own) ? own : folder.resolve("config.json")), root);
  }

  /** The modules of each route, in order. */
  Map<String, List<ModuleEntry>> routes() {
    var routes = new LinkedHashMap<String, List<ModuleEntry>>();
    for (Map.Entry<String, JsonNode> route : file.inner("structure").root().properties()) {
      var entries = new ArrayList<ModuleEntry>();
      for (JsonNode name : route.getValue()) {
        entries.add(entry(entries.size(), name.asText()));
      }
      routes.put(route.getKey(), entries);
    }
    if (routes.isEmpty() || routes.containsKey("")) {
      throw new DataException(
          file.path(), "'structure' must name the modules of at least one route, each with a name");
    }
    return routes;
  }

  private ModuleEntry entry(int idx, String name) {
    var types = file.inner("types");
    Path folder = own().resolve(name).normalize();
    if (!folder.startsWith(root)) {
      throw new DataException(
          file.path(), "modules must stay inside the model folder, got '%s'".formatted(name));
    }
    return new ModuleEntry(idx, ModuleType.of(file.path(), types.string(name)), folder);
  }

  private Path own() {
    return java.util.Objects.requireNonNull(file.path().getParent());
  }

  /** Which route a text takes. */
  Routing routing() {
    var parameters = file.inner("parameters");
    var names = routes().keySet();
    String defaultRoute = parameters.stringOrNull("default_route");
    var mappings = mappings(parameters);
    var all = new ArrayList<>(mappings.values());
    if (defaultRoute != null) {
      all.add(defaultRoute);
    }
    for (String route : all) {
      if (!names.contains(route)) {
        throw new DataException(
            file.path(), "a route must be one of %s, got '%s'".formatted(names, route));
      }
    }
    return new Routing(mappings, defaultRoute, parameters.flag("allow_empty_key", true));
  }

  private Map<Routing.Key, String> mappings(JsonFile parameters) {
    var mappings = new HashMap<Routing.Key, String>();
    for (Map.Entry<String, JsonNode> each :
        parameters.inner("route_mappings").root().properties()) {
      Matcher key = KEY.matcher(each.getKey());
      if (!key.matches()) {
        throw new DataException(
            file.path(),
            "a key of 'route_mappings' must be a role and a modality such as ('query', None), got %s"
                .formatted(each.getKey()));
      }
      mappings.put(
          new Routing.Key(unquoted(key.group(1)), unquoted(key.group(2))),
          each.getValue().asText());
    }
    return mappings;
  }

  private static @Nullable String unquoted(String text) {
    // several modalities stay as they are: no text has them
    return text.equals("None") ? null : text.startsWith("(") ? text : text.replace("'", "");
  }
}
