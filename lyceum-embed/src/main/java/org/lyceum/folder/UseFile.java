// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Activation;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.UnsupportedException;

/** The {@code config_sentence_transformers.json} of a folder: how what a model gives is used. */
record UseFile(JsonFile file) {
  private static final String TYPE = "model_type";
  private static final String SIMILARITY = "similarity_fn_name";

  /** The file of a folder; as if empty where there is none. */
  static UseFile read(Path folder) {
    Path path = folder.resolve("config_sentence_transformers.json");
    return new UseFile(
        JsonFile.readIfPresent(path)
            .orElseGet(() -> new JsonFile(path, JsonNodeFactory.instance.objectNode())));
  }

  /** The kind of model that it says it is; dense where it says nothing. */
  String type() {
    return file.string(TYPE, "SentenceTransformer");
  }

  Prompts prompts() {
    var own = file.inner("prompts");
    Map<String, String> byName = new TreeMap<>();
    for (String name : (Iterable<String>) own.root()::fieldNames) {
      String text = own.stringOrNull(name);
      if (text != null) {
        byName.put(name, text);
      }
    }
    String usual = file.stringOrNull("default_prompt_name");
    return checked("default_prompt_name", () -> new Prompts(byName, usual));
  }

  private <T> T checked(String key, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new DataException(file.path(), "'%s': %s".formatted(key, e.getMessage()), e);
    }
  }

  Similarity similarity(String otherwise) {
    String name = file.string(SIMILARITY, otherwise);
    return checked(SIMILARITY, () -> Similarity.named(name));
  }

  @Nullable Integer truncateDim() {
    if (!file.has("truncate_dim")) {
      return null;
    }
    int kept = file.integer("truncate_dim");
    if (kept < 1) {
      throw new DataException(file.path(), "'truncate_dim' must be at least 1, got " + kept);
    }
    return kept;
  }

  /** What a model is that ends in a signal; the file must say the same. */
  ModelKind kind(Signal output) {
    ModelKind kind =
        switch (output.content()) {
          case VECTOR -> new ModelKind.Dense(similarity("cosine"), truncateDim());
          case ENTRIES -> new ModelKind.Sparse(similarity("dot"));
          case TOKENS -> new ModelKind.MultiVector(mean());
          case SCORES -> new ModelKind.CrossEncoder(activation(output.width()), output.width());
          case TEXT, LOGITS ->
              throw new DataException(
                  file.path(),
                  "the modules must end in a vector, weights or scores, but end in %s; add a Pooling or a SpladePooling"
                      .formatted(output));
        };
    if (!kind.label().equals(type())) {
      throw new DataException(
          file.path(),
          "'%s' must be %s, as the modules end in %s, got '%s'; set it, or add the missing modules"
              .formatted(TYPE, kind.label(), output, type()));
    }
    return kind;
  }

  private boolean mean() {
    if (!type().equals("MultiVectorEncoder")) {
      return false; // refused with a better reason
    }
    String name = file.string(SIMILARITY, "maxsim");
    if (!name.equals("maxsim") && !name.equals("meanmaxsim")) {
      throw new DataException(
          file.path(), "'%s' must be maxsim or meanmaxsim, got '%s'".formatted(SIMILARITY, name));
    }
    return name.equals("meanmaxsim");
  }

  private Activation activation(int labels) {
    return file.has("activation_fn") ? activation(file, "activation_fn") : usual(labels);
  }

  /** What a cross-encoder uses that names nothing else. */
  static Activation usual(int labels) {
    return labels == 1 ? Activation.SIGMOID : Activation.IDENTITY;
  }

  static Activation activation(JsonFile file, String key) {
    try {
      return Activation.ofTorch(file.string(key));
    } catch (IllegalArgumentException e) {
      throw new UnsupportedException(file.path(), "of '%s': %s".formatted(key, e.getMessage()));
    }
  }
}
