// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.encoder.Activation;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.UnsupportedException;

/** Reads the JSON files of a model folder of any kind. */
final class LayoutReader {
  private final Path root;
  private final UseFile use;

  LayoutReader(Path root) {
    this.root = root;
    use = UseFile.read(root);
  }

  ModelLayout read() {
    if (!Files.isDirectory(root)) {
      throw new DataException(root, "must be a model folder, but there is no such folder");
    }
    var modules = JsonFile.readIfPresent(root.resolve("modules.json"));
    return modules.isPresent()
        ? modular(modules.get().path(), ModuleEntry.read(root, modules.get()))
        : crossEncoder();
  }

  private ModelLayout modular(Path file, List<ModuleEntry> entries) {
    var routers =
        entries.stream()
            .filter(e -> e.type() == ModuleType.ROUTER || e.type() == ModuleType.ASYM)
            .toList();
    if (routers.isEmpty()) {
      Route route = route(file, entries);
      return new ModelLayout(kind(route), Map.of("", route), Routing.NONE, prompts(route));
    }
    if (routers.size() > 1) {
      throw new UnsupportedException(file, "of more than one Router");
    }
    int at = entries.indexOf(routers.getFirst());
    var router = RouterFile.read(routers.getFirst().folder(), root);
    var routes = new LinkedHashMap<String, Route>();
    router
        .routes()
        .forEach(
            (name, own) -> {
              var all = new ArrayList<>(entries.subList(0, at));
              all.addAll(own);
              all.addAll(entries.subList(at + 1, entries.size()));
              routes.put(name, route(file, all));
            });
    return new ModelLayout(kind(routes), routes, router.routing(), use.prompts());
  }

  private Prompts prompts(Route route) {
    return route.output().content() == Signal.Content.SCORES && !use.file().has("prompts")
        ? new Prompts(Map.of(), null)
        : use.prompts();
  }

  private ModelKind kind(Map<String, Route> routes) {
    Signal first = routes.values().iterator().next().output();
    routes.forEach(
        (name, route) -> {
          if (!route.output().equals(first)) {
            throw new DataException(
                root,
                "all routes must give the same, but one gives %s and '%s' %s"
                    .formatted(first, name, route.output()));
          }
        });
    return use.kind(first);
  }

  private ModelKind kind(Route route) {
    return use.kind(route.output());
  }

  private Route route(Path file, List<ModuleEntry> entries) {
    if (entries.isEmpty()) {
      throw new DataException(file, "a route must have at least one module");
    }
    var parts = new ArrayList<Route.Part>();
    var folders = new HashSet<String>();
    Signal signal = Signal.TEXT;
    try {
      for (ModuleEntry entry : entries) {
        Stage stage = StageReader.read(entry, signal);
        signal = stage.after(signal);
        String folder = relative(entry.folder());
        if (!folders.add(folder)) {
          throw new DataException(
              file, "two modules must not share the folder '%s'".formatted(folder));
        }
        parts.add(new Route.Part(folder, stage));
      }
      requireStates(entries.getFirst().folder(), parts);
      return new Route(parts, input(entries.getFirst(), parts.getFirst().stage()));
    } catch (IllegalArgumentException e) {
      throw new DataException(file, e);
    }
  }

  private String relative(Path folder) {
    return root.relativize(folder).toString().replace(File.separatorChar, '/');
  }

  /** Python hands layers over only where the configuration of the encoder asks for them. */
  private static void requireStates(Path encoder, List<Route.Part> parts) {
    boolean wanted = parts.stream().anyMatch(p -> p.stage() instanceof TokenStage.Layers);
    if (wanted
        && !JsonFile.read(encoder.resolve("config.json")).flag("output_hidden_states", false)) {
      throw new DataException(
          encoder.resolve("config.json"),
          "'output_hidden_states' must be true, else a WeightedLayerPooling gets no layers; set it,"
              + " or remove that module");
    }
  }

  private static InputSpec input(ModuleEntry entry, Stage stage) {
    return switch (stage) {
      case FirstStage.Bag bag -> InputSpec.ANY;
      case FirstStage.TokenWeights weights ->
          new InputSpec(
              TransformerFile.tokenizerLimit(entry.folder(), Integer.MAX_VALUE),
              false,
              null,
              null,
              null);
      case FirstStage.Encode encode -> input(entry.folder(), encode);
      case FirstStage.Predict predict -> input(entry.folder(), predict.encode());
      case FirstStage.Classify classify -> input(entry.folder(), classify.encode());
      default -> throw new IllegalArgumentException("the first module must take texts");
    };
  }

  private static InputSpec input(Path folder, FirstStage.Encode encode) {
    int longest = encode.backbone().architecture().sizes().longest();
    return TransformerFile.read(folder).input(longest);
  }

  /** Before version 5.4 a cross-encoder is a folder of transformers. */
  private ModelLayout crossEncoder() {
    Path path = root.resolve("config.json");
    if (!Files.exists(path)) {
      throw new DataException(
          root,
          "must be a model folder with modules.json or config.json, but has neither; check the"
              + " path");
    }
    JsonFile config = JsonFile.read(path);
    if (!isClassifier(config)) {
      throw new DataException(
          path,
          "must be a cross-encoder, whose 'architectures' ends in ForSequenceClassification, as"
              + " there is no modules.json; add modules.json");
    }
    var encode = new FirstStage.Encode(Backbone.OfFamily.of(config));
    var stage = StageReader.classify(encode, config);
    var route = new Route(List.of(new Route.Part("", stage)), input(root, encode));
    int labels = stage.classifier().labels();
    return new ModelLayout(
        new ModelKind.CrossEncoder(activation(config, labels), labels),
        Map.of("", route),
        Routing.NONE,
        new Prompts(Map.of(), null));
  }

  /** Whether a {@code config.json} is of a model with a classification head. */
  static boolean isClassifier(JsonFile config) {
    return config
        .root()
        .path("architectures")
        .path(0)
        .asText()
        .endsWith("ForSequenceClassification");
  }

  private static Activation activation(JsonFile config, int labels) {
    var own = config.inner("sentence_transformers");
    if (own.has("activation_fn")) {
      return UseFile.activation(own, "activation_fn");
    }
    String before4 = "sbert_ce_default_activation_function";
    return config.has(before4) ? UseFile.activation(config, before4) : UseFile.usual(labels);
  }
}
