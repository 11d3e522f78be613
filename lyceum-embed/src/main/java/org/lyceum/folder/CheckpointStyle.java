// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lyceum.family.Architecture.CheckpointNames;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DType;
import org.lyceum.weights.Safetensors;

/**
 * How a checkpoint is written: by the class that {@code architectures} names. One with heads puts a
 * prefix in front of the names of its encoder, such as {@code bert.}, and none in front of those of
 * its heads; transformers refuses heads beside an encoder that has no prefix.
 *
 * @param heads whether heads are written too
 * @param settings what {@code config.json} says of the class and its heads
 * @param prefixes what stands in front of a name, by its first part; nothing where there is none
 */
public record CheckpointStyle(boolean heads, ObjectNode settings, Map<String, String> prefixes) {
  /** An encoder alone, by the names of the base model. */
  public static final CheckpointStyle BASE =
      new CheckpointStyle(false, JsonNodeFactory.instance.objectNode(), Map.of());

  private static final String CLASSES = "architectures";
  private static final List<String> OF_HEADS =
      List.of(CLASSES, "id2label", "label2id", "num_labels", "problem_type", "tie_word_embeddings");

  /** What an encoder without heads does not have, and what is said of files that are not there. */
  private static final List<String> GONE =
      List.of("id2label", "label2id", "num_labels", "problem_type", "auto_map", "_name_or_path");

  private static final List<String> DTYPES = List.of("torch_dtype", "dtype");
  private static final Pattern WITH_HEAD = Pattern.compile("(For[A-Z]\\w*|LMHeadModel)$");

  /** Copies the map. */
  public CheckpointStyle {
    prefixes = Map.copyOf(prefixes);
  }

  /**
   * The style of an encoder's files; the base model's where the weights are read from a graph,
   * which has no heads.
   */
  static CheckpointStyle of(Path encoder, CheckpointNames names) {
    return FolderWeights.file(encoder)
        .map(file -> new CheckpointStyle(true, settings(encoder), prefixes(file, names)))
        .orElse(BASE);
  }

  private static ObjectNode settings(Path encoder) {
    ObjectNode own = JsonFile.read(encoder.resolve("config.json")).object().deepCopy();
    return own.retain(OF_HEADS);
  }

  private static Map<String, String> prefixes(Path file, CheckpointNames names) {
    var prefixes = new LinkedHashMap<String, String>();
    for (String name : Safetensors.open(file).names()) {
      names.prefixes().stream()
          .filter(name::startsWith)
          .findFirst()
          .ifPresent(prefix -> prefixes.put(first(name.substring(prefix.length())), prefix));
    }
    return prefixes;
  }

  private static String first(String name) {
    return name.replaceFirst("\\..*", "");
  }

  /** Whether an array is written. */
  boolean has(String name) {
    return heads || !name.startsWith("cls.");
  }

  /** A name of the base model's or of a head's, as the file has it. */
  String written(String name) {
    return prefixes.getOrDefault(first(name), "") + name;
  }

  /** A {@code config.json} that names the class, and the type that the weights have now. */
  ObjectNode written(ObjectNode config, DType type) {
    ObjectNode own = config.deepCopy();
    DTYPES.stream().filter(own::hasNonNull).forEach(name -> own.put(name, name(type)));
    if (heads) {
      return own.setAll(settings);
    }
    own.remove(GONE);
    if (own.path(CLASSES) instanceof ArrayNode classes) {
      ArrayNode base = own.putArray(CLASSES);
      String kind = own.path("model_type").asText();
      for (JsonNode each : classes) {
        base.add(base(kind, each.asText()));
      }
    }
    return own;
  }

  private static String name(DType type) {
    return switch (type) {
      case F64 -> "float64";
      case F32 -> "float32";
      case F16 -> "float16";
      case BF16 -> "bfloat16";
      case I64, I8, U8, BOOL ->
          throw new IllegalArgumentException("weights must be floating-point numbers, got " + type);
    };
  }

  /** The class of an encoder alone, as transformers names it. */
  private static String base(String kind, String withHead) {
    String end =
        switch (kind) {
          case "t5", "mt5", "umt5" -> "EncoderModel";
          case "gemma3_text" -> "TextModel";
          default -> "Model";
        };
    return WITH_HEAD.matcher(withHead).replaceFirst(end);
  }
}
