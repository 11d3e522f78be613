// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.family.Classifier;
import org.lyceum.files.JsonFile;
import org.lyceum.head.HeadModule;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.UnsupportedException;

/** Reads what each module of a folder computes. */
final class StageReader {
  private StageReader() {}

  /** What a module computes, given what it gets. */
  static Stage read(ModuleEntry entry, Signal before) {
    Path folder = entry.folder();
    return switch (entry.type()) {
      case TRANSFORMER -> transformer(folder, TransformerFile.Task.FEATURES);
      case MLM -> transformer(folder, TransformerFile.Task.FILL_MASK);
      case STATIC -> new FirstStage.Bag(table(folder), StaticFile.leavesOutUnknown(folder));
      case SPARSE_STATIC -> tokenWeights(folder);
      case LAYERS -> layers(config(folder));
      case POOLING -> pooling(config(folder), before.width());
      case SPLADE -> splade(config(folder), before.width());
      case MASK -> mask(config(folder));
      case DENSE, NORMALIZE, LAYER_NORM -> top(entry);
      case ROUTER, ASYM -> throw new UnsupportedException(folder, "of a Router inside of another");
    };
  }

  private static JsonFile config(Path folder) {
    return JsonFile.read(folder.resolve("config.json"));
  }

  private static Stage transformer(Path folder, TransformerFile.Task usual) {
    JsonFile config = config(folder);
    var encode = new FirstStage.Encode(Backbone.OfFamily.of(config));
    return switch (TransformerFile.read(folder).task(usual)) {
      case FEATURES -> encode;
      case FILL_MASK -> new FirstStage.Predict(encode);
      case CLASSIFY -> classify(encode, config);
    };
  }

  /** The encoder and head of a cross-encoder. */
  static FirstStage.Classify classify(FirstStage.Encode encode, JsonFile config) {
    return new FirstStage.Classify(encode, Classifier.of(config));
  }

  private static Backbone.OfTable table(Path folder) {
    return (Backbone.OfTable) StaticFile.backbone(folder);
  }

  private static Stage tokenWeights(Path folder) {
    var config = JsonFile.readIfPresent(folder.resolve("config.json"));
    if (config.isPresent() && config.get().has("path")) {
      throw new UnsupportedException(
          config.get().path(),
          "of 'path'; save the model again, so that the weights are in model.safetensors");
    }
    Path file = folder.resolve("model.safetensors");
    var weights = FolderWeights.ofModule(folder);
    if (!weights.names().contains(FirstStage.TokenWeights.NAME)) {
      throw new DataException(file, "must hold 'weight', has " + weights.names());
    }
    Shape shape = weights.shape(FirstStage.TokenWeights.NAME);
    if (shape.rank() != 1) {
      throw new DataException(file, "'weight' must have one dimension, got " + shape);
    }
    boolean frozen = config.isPresent() && config.get().flag("frozen", false);
    return new FirstStage.TokenWeights(Math.toIntExact(shape.size(0)), frozen);
  }

  private static Stage layers(JsonFile file) {
    String width =
        file.has("embedding_dimension") ? "embedding_dimension" : "word_embedding_dimension";
    return new TokenStage.Layers(
        file.integer(width), file.integer("num_hidden_layers"), file.integer("layer_start"));
  }

  private static Stage pooling(JsonFile file, int width) {
    Pooling pooling = PoolingFile.read(file, width);
    return new TokenStage.Pool(pooling, width, file.flag("include_prompt", true));
  }

  private static Stage splade(JsonFile file, int width) {
    String strategy = choice(file, "pooling_strategy", "max", "sum");
    String activation = choice(file, "activation_function", "relu", "log1p_relu");
    for (String key : List.of("embedding_dimension", "word_embedding_dimension")) {
      if (file.integer(key, width) != width) {
        throw new DataException(
            file.path(),
            "'%s' must be the vocabulary's %d, got %d"
                .formatted(key, width, file.integer(key, width)));
      }
    }
    return new Stage.Splade(strategy.equals("sum"), activation.equals("log1p_relu"));
  }

  private static String choice(JsonFile file, String key, String one, String other) {
    String value = file.string(key);
    if (!value.equals(one) && !value.equals(other)) {
      throw new DataException(
          file.path(), "'%s' must be %s or %s, got '%s'".formatted(key, one, other, value));
    }
    return value;
  }

  private static Stage mask(JsonFile file) {
    var tasks = file.root().path("skiplist_tasks");
    return new TokenStage.Mask(
        strings(file, "skiplist_words"),
        tasks.isTextual()
            ? List.of(tasks.textValue())
            : file.has("skiplist_tasks") ? strings(file, "skiplist_tasks") : List.of("document"),
        numbers(file, "keep_only_token_ids"));
  }

  private static List<String> strings(JsonFile file, String key) {
    var strings = new ArrayList<String>();
    for (JsonNode node : array(file, key)) {
      if (!node.isTextual()) {
        throw wrong(file, key, "texts");
      }
      strings.add(node.textValue());
    }
    return strings;
  }

  private static @Nullable List<Integer> numbers(JsonFile file, String key) {
    if (!file.has(key)) {
      return null;
    }
    var numbers = new ArrayList<Integer>();
    for (JsonNode node : array(file, key)) {
      if (!node.canConvertToInt() || !node.isIntegralNumber()) {
        throw wrong(file, key, "integers");
      }
      numbers.add(node.intValue());
    }
    return numbers;
  }

  private static JsonNode array(JsonFile file, String key) {
    JsonNode node = file.root().path(key);
    if (file.has(key) && !node.isArray()) {
      throw wrong(file, key, "values");
    }
    return node;
  }

  private static DataException wrong(JsonFile file, String key, String of) {
    return new DataException(file.path(), "'%s' must be an array of %s".formatted(key, of));
  }

  private static Stage top(ModuleEntry entry) {
    Path path = entry.folder().resolve("config.json");
    if (entry.type() == ModuleType.NORMALIZE && !Files.exists(path)) {
      return new Stage.Top(new HeadModule.Normalize(), false);
    }
    JsonFile file = JsonFile.read(path);
    HeadModule module =
        switch (entry.type()) {
          case NORMALIZE -> new HeadModule.Normalize();
          case DENSE -> HeadFile.dense(file);
          default -> new HeadModule.LayerNorm(file.integer("dimension"));
        };
    return new Stage.Top(module, HeadFile.isOnTokens(file));
  }
}
