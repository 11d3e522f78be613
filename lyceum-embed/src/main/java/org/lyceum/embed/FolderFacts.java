// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lyceum.tensor.DataException;
import org.lyceum.text.JsonFile;
import org.lyceum.weights.Safetensors;

/**
 * What lies in a folder, read without demanding anything.
 *
 * @param folder of the model
 * @param encoderAt where the files of the first module are: nothing for the root, or the name of a
 *     folder and a slash
 * @param pooling the file of the pooling
 */
record FolderFacts(Path folder, String encoderAt, String pooling) {
  private static final String WEIGHTS = "model.safetensors";
  private static final String POOLING = "1_Pooling/config.json";

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
   * Refuses a folder that is no model, or whose weights no reader could read.
   *
   * @throws DataException if it has neither modules.json nor config.json, or weights that are cut
   */
  void requireModel() {
    if (!exists("modules.json") && !exists("config.json")) {
      throw new DataException(
          folder, "must be a model folder, with modules.json or config.json, but has neither");
    }
    if (exists(encoder(WEIGHTS))) {
      Safetensors.open(folder.resolve(encoder(WEIGHTS))); // refuses a file that is cut
    }
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

  /** The types in modules.json. */
  List<String> types() {
    var types = new ArrayList<String>();
    json("modules.json").forEach(module -> types.add(module.path("type").asText()));
    return types;
  }

  /** The folders of the modules of a class. */
  List<String> paths(String className) {
    var paths = new ArrayList<String>();
    for (JsonNode module : json("modules.json")) {
      if (module.path("type").asText().endsWith("." + className)) {
        paths.add(module.path("path").asText());
      }
    }
    return paths;
  }

  boolean isStatic() {
    return types().stream().anyMatch(type -> type.endsWith(".StaticEmbedding"));
  }

  /** The poolings that a file of either dialect turns on. */
  List<String> poolings() {
    JsonNode file = json(pooling);
    var names = new ArrayList<String>();
    JsonNode mode = file.path("pooling_mode");
    if (mode.isTextual()) {
      names.add(mode.textValue());
    }
    mode.forEach(each -> names.add(each.asText()));
    PoolingFile.FLAGS.forEach(
        (name, flag) -> {
          if (file.path(flag).asBoolean()) {
            names.add(name);
          }
        });
    return names;
  }
}
