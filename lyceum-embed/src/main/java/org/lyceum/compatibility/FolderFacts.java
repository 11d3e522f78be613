// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lyceum.files.JsonFile;
import org.lyceum.folder.FolderParts;
import org.lyceum.tensor.DataException;
import org.lyceum.text.Tokenizer;
import org.lyceum.weights.Safetensors;

/**
 * What lies in a folder, read without demanding anything.
 *
 * @param folder of the model
 * @param encoderAt where the files of a module that takes texts are: nothing for the root, or the
 *     name of a folder and a slash
 * @param pooling the file of a pooling
 */
record FolderFacts(Path folder, String encoderAt, String pooling) {
  private static final String WEIGHTS = "model.safetensors";
  private static final String ROUTES = "router_config.json";
  private static final String POOLING = "1_Pooling/config.json";
  private static final Set<String> ENCODERS = Set.of("Transformer", "MLMTransformer");
  private static final Set<String> TABLES = Set.of("StaticEmbedding", "SparseStaticEmbedding");
  private static final Set<String> ROUTERS = Set.of("Router", "Asym");

  /** A module of modules.json, or of a router, and its folder. */
  private record Module(String type, String path) {
    String className() {
      return type.substring(type.lastIndexOf('.') + 1);
    }

    boolean isInput() {
      return ENCODERS.contains(className()) || TABLES.contains(className());
    }
  }

  /** What kind of model it is, as far as the files say. */
  enum Kind {
    DENSE,
    ROUTED,
    SPARSE,
    MULTI_VECTOR,
    CROSS_ENCODER
  }

  /**
   * The facts that a reader sees: versions of sentence-transformers go by modules.json, Deep Java
   * Library's converter for the pooling alone, and text-embeddings-inference knows one place.
   */
  static FolderFacts of(Path folder, FolderCheck.Reader reader) {
    var root = new FolderFacts(folder, "", POOLING);
    return switch (reader) {
      case ST2, ST5, ST6 ->
          new FolderFacts(
              folder,
              inside(root.json("modules.json").path(0).path("path").asText()),
              root.poolingFile());
      case DJL -> new FolderFacts(folder, "", root.poolingFile());
      case TEI -> root;
    };
  }

  /** The same facts for each module that takes texts. */
  List<FolderFacts> inputs() {
    var inputs =
        modules().stream()
            .filter(Module::isInput)
            .map(module -> new FolderFacts(folder, inside(module.path()), pooling))
            .toList();
    return inputs.isEmpty() ? List.of(this) : inputs;
  }

  /** The same facts for each pooling that there is or must be. */
  List<FolderFacts> pooled() {
    boolean needed = kind() == Kind.DENSE && isModular() && !isStatic();
    var paths = paths("Pooling");
    return paths.isEmpty() && needed
        ? List.of(this)
        : paths.stream()
            .map(path -> new FolderFacts(folder, encoderAt, inside(path) + "config.json"))
            .toList();
  }

  Kind kind() {
    String label = json("config_sentence_transformers.json").path("model_type").asText();
    var classes = modules().stream().map(Module::className).toList();
    if (label.equals("CrossEncoder") || (!isModular() && isClassifier())) {
      return Kind.CROSS_ENCODER;
    }
    if (label.equals("SparseEncoder") || classes.contains("SpladePooling")) {
      return Kind.SPARSE;
    }
    if (label.equals("MultiVectorEncoder") || classes.contains("MultiVectorMask")) {
      return Kind.MULTI_VECTOR;
    }
    return isRouted() ? Kind.ROUTED : Kind.DENSE;
  }

  boolean isRouted() {
    return modules().stream().anyMatch(module -> ROUTERS.contains(module.className()));
  }

  private boolean isClassifier() {
    return JsonFile.readIfPresent(folder.resolve("config.json"))
        .map(FolderParts::isClassifier)
        .orElse(false);
  }

  /** Whether it has modules, or is a folder of transformers alone. */
  boolean isModular() {
    return exists("modules.json");
  }

  private String poolingFile() {
    var paths = paths("Pooling");
    return paths.isEmpty() ? POOLING : inside(paths.getFirst()) + "config.json";
  }

  private static String inside(String module) {
    return module.isEmpty() || module.equals(".") ? "" : module + "/";
  }

  /** A file of the first module. */
  String encoder(String name) {
    return encoderAt + name;
  }

  /** What the encoder is. */
  String config() {
    return encoder("config.json");
  }

  /** What limits texts. */
  String limits() {
    return encoder("sentence_bert_config.json");
  }

  boolean exists(String name) {
    return Files.exists(folder.resolve(name));
  }

  /**
   * Refuses a folder that is no model.
   *
   * @throws DataException if it has neither modules.json nor config.json
   */
  static void requireModel(Path folder) {
    if (!Files.exists(folder.resolve("modules.json"))
        && !Files.exists(folder.resolve("config.json"))) {
      throw new DataException(
          folder, "must be a model folder, with modules.json or config.json, but has neither");
    }
  }

  /** Whether there is a file of weights that some reader reads. */
  boolean hasWeights() {
    return exists(encoder(WEIGHTS))
        || exists(encoder(WEIGHTS + ".index.json"))
        || exists(encoder("pytorch_model.bin"));
  }

  /** What the writer of the weights noted, if it is one file that can be read. */
  Optional<Map<String, String>> noted() {
    try {
      return exists(encoder(WEIGHTS))
          ? Optional.of(Safetensors.open(folder.resolve(encoder(WEIGHTS))).metadata())
          : Optional.empty();
    } catch (DataException e) { // of a file that is cut nothing is known
      return Optional.empty();
    }
  }

  /** Whether there is a tokenizer. */
  boolean hasTokenizer() {
    return Tokenizer.isIn(folder.resolve(encoderAt));
  }

  /** A JSON file, or a missing node. */
  JsonNode json(String name) {
    return JsonFile.readIfPresent(folder.resolve(name))
        .map(JsonFile::root)
        .orElse(MissingNode.getInstance());
  }

  Set<String> keys(String name) {
    var keys = new TreeSet<String>();
    json(name).fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private List<Module> modules() {
    var all = new ArrayList<Module>();
    for (JsonNode node : json("modules.json")) {
      var module = new Module(node.path("type").asText(), node.path("path").asText());
      all.add(module);
      if (ROUTERS.contains(module.className())) {
        String at = inside(module.path());
        json(at + (exists(at + ROUTES) ? ROUTES : "config.json"))
            .path("types")
            .properties()
            .forEach(own -> all.add(new Module(own.getValue().asText(), at + own.getKey())));
      }
    }
    return all;
  }

  /** The types in modules.json and in routers. */
  List<String> types() {
    return modules().stream().map(Module::type).toList();
  }

  /** The folders of the modules of a class. */
  List<String> paths(String className) {
    return modules().stream()
        .filter(module -> module.className().equals(className))
        .map(Module::path)
        .toList();
  }

  /** Whether a table takes the texts, not an encoder. */
  boolean isStatic() {
    var inputs = modules().stream().filter(Module::isInput).toList();
    var here = inputs.stream().filter(m -> inside(m.path()).equals(encoderAt)).toList();
    return (here.isEmpty() ? inputs : here)
        .stream().anyMatch(module -> TABLES.contains(module.className()));
  }

  /** The poolings that a file of either dialect turns on. */
  List<String> poolings() {
    return FolderParts.poolings(json(pooling));
  }
}
