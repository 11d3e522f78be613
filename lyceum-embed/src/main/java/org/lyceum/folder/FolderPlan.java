// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which folder each module of a model gets, as sentence-transformers names them: {@code 2_Dense},
 * {@code document_0_Transformer}; the first one's files lie in the model's own.
 */
final class FolderPlan {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ModelLayout layout;
  private final StageJson json;
  private final Map<Route.Part, String> folders = new LinkedHashMap<>();
  private final List<List<Route.Part>> routes;
  private final int before;
  private final int behind;

  FolderPlan(ModelLayout layout, StageJson json) {
    this.layout = layout;
    this.json = json;
    routes = layout.routes().values().stream().map(Route::parts).toList();
    boolean alone = routes.size() == 1;
    before = alone ? (layout.isRouted() ? 0 : routes.getFirst().size()) : shared(routes);
    behind = alone ? 0 : Math.min(shared(routes.stream().map(List::reversed).toList()), rest());
    place();
  }

  /** How many parts at the start are the same in all. */
  private static int shared(List<List<Route.Part>> lists) {
    int shortest = lists.stream().mapToInt(List::size).min().orElse(0);
    for (int i = 0; i < shortest; i++) {
      Route.Part part = lists.getFirst().get(i);
      int at = i;
      if (!lists.stream().allMatch(list -> list.get(at).equals(part))) {
        return i;
      }
    }
    return shortest;
  }

  private int rest() {
    return routes.stream().mapToInt(List::size).min().orElse(0) - before;
  }

  private void place() {
    List<Route.Part> first = routes.getFirst();
    for (int i = 0; i < before; i++) {
      folders.put(first.get(i), i == 0 ? "" : i + "_" + name(first.get(i)));
    }
    layout
        .routes()
        .forEach(
            (route, all) -> {
              List<Route.Part> own = own(all.parts());
              for (int i = 0; i < own.size(); i++) {
                folders.put(own.get(i), routerFolder() + subfolder(route, i, own.get(i)));
              }
            });
    for (int i = 0; i < behind; i++) {
      Route.Part part = first.get(first.size() - behind + i);
      folders.put(part, (before + 1 + i) + "_" + name(part));
    }
  }

  private List<Route.Part> own(List<Route.Part> all) {
    return all.subList(before, all.size() - behind);
  }

  private String subfolder(String route, int i, Route.Part part) {
    return route + "_" + i + "_" + name(part);
  }

  /** The router's folder, with a slash behind it unless it is the model's own. */
  String routerFolder() {
    return before == 0 ? "" : before + "_Router/";
  }

  private String name(Route.Part part) {
    return json.type(part.stage()).className();
  }

  /** Each module and its folder. */
  Map<Route.Part, String> folders() {
    return folders;
  }

  /** The content of {@code modules.json}. */
  ArrayNode modules() {
    ArrayNode modules = JSON.arrayNode();
    List<Route.Part> first = routes.getFirst();
    first.subList(0, before).forEach(part -> add(modules, part));
    if (layout.isRouted()) {
      var router = ModuleType.ROUTER;
      String path = before == 0 ? "" : before + "_Router";
      add(modules, path, json.dialect() == Dialect.OLD ? router.oldName() : router.newName());
    }
    first.subList(first.size() - behind, first.size()).forEach(part -> add(modules, part));
    return modules;
  }

  private void add(ArrayNode modules, Route.Part part) {
    add(modules, folders.getOrDefault(part, ""), json.typeName(part.stage()));
  }

  private static void add(ArrayNode modules, String path, String type) {
    int idx = modules.size();
    modules
        .addObject()
        .put("idx", idx)
        .put("name", Integer.toString(idx))
        .put("path", path)
        .put("type", type);
  }

  /** The content of {@code router_config.json}. */
  ObjectNode router() {
    ObjectNode node = JSON.objectNode();
    ObjectNode types = node.putObject("types");
    ObjectNode structure = node.putObject("structure");
    layout
        .routes()
        .forEach(
            (route, all) -> {
              ArrayNode names = structure.putArray(route);
              var own = new ArrayList<>(own(all.parts()));
              for (int i = 0; i < own.size(); i++) {
                String name = subfolder(route, i, own.get(i));
                types.put(name, json.typeName(own.get(i).stage()));
                names.add(name);
              }
            });
    Routing routing = layout.routing();
    ObjectNode parameters =
        node.putObject("parameters")
            .put("default_route", routing.defaultRoute())
            .put("allow_empty_key", routing.allowsNone());
    if (json.dialect() == Dialect.NEW || !routing.mappings().isEmpty()) {
      ObjectNode mappings = parameters.putObject("route_mappings");
      routing.sorted().forEach((key, route) -> mappings.put(key, route));
    }
    return node;
  }
}
