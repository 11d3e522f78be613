// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.UnsupportedException;

/** What a folder says of the use of its transformer: limits, casing, what is taken from it. */
record TransformerFile(Path folder, Optional<JsonFile> file) {
  private static final List<String> NAMES =
      List.of(
          "sentence_bert_config.json",
          "sentence_roberta_config.json",
          "sentence_distilbert_config.json",
          "sentence_camembert_config.json",
          "sentence_albert_config.json",
          "sentence_xlm-roberta_config.json",
          "sentence_xlnet_config.json");

  private static final Set<String> OF_EXPANSION = Set.of("strategy", "attend", "token", "length");

  /** What is taken from a transformer. */
  enum Task {
    FEATURES("feature-extraction", "last_hidden_state", "token_embeddings"),
    FILL_MASK("fill-mask", "logits", "token_embeddings"),
    CLASSIFY("sequence-classification", "logits", "scores");

    final String label;
    final String method;
    final String output;

    Task(String label, String method, String output) {
      this.label = label;
      this.method = method;
      this.output = output;
    }

    /** What a first stage takes. */
    static Task of(Stage stage) {
      return switch (stage) {
        case FirstStage.Predict predict -> FILL_MASK;
        case FirstStage.Classify classify -> CLASSIFY;
        default -> FEATURES;
      };
    }
  }

  /** The file of the folder that a transformer is in. */
  static TransformerFile read(Path folder) {
    return new TransformerFile(
        folder,
        NAMES.stream().map(folder::resolve).filter(Files::exists).findFirst().map(JsonFile::read));
  }

  /** The longest text, given the encoder's own limit. */
  int limit(int longest) {
    int limit = longest;
    if (file.isPresent()) {
      limit = Math.min(limit, positive(file.get(), "max_seq_length", limit));
    }
    return tokenizerLimit(folder, limit);
  }

  /** The smaller of a limit and the tokenizer's. */
  static int tokenizerLimit(Path folder, int limit) {
    var tokenizer = JsonFile.readIfPresent(folder.resolve("tokenizer_config.json"));
    return tokenizer.isPresent() && tokenizer.get().number("model_max_length", 1e30) < limit
        ? positive(tokenizer.get(), "model_max_length", limit)
        : limit;
  }

  private static int positive(JsonFile file, String key, int otherwise) {
    int value = file.integer(key, otherwise);
    if (value < 1) {
      throw new DataException(file.path(), "'%s' must be at least 1, got %d".formatted(key, value));
    }
    return value;
  }

  boolean lowerCase() {
    return file.isPresent() && file.get().flag("do_lower_case", false);
  }

  /** What is taken, which must be the usual place of it. */
  Task task(Task otherwise) {
    if (file.isEmpty()) {
      return otherwise;
    }
    String label = file.get().string("transformer_task", otherwise.label);
    for (Task task : Task.values()) {
      if (task.label.equals(label)) {
        JsonNode text = text(file.get());
        require("method", text, "forward");
        require("method_output_name", text, task.method);
        require("module_output_name", file.get().root(), task.output);
        requireNoProcessing(file.get());
        return task;
      }
    }
    throw new UnsupportedException(
        file.get().path(),
        "'transformer_task' is '%s'; supported: feature-extraction, fill-mask, sequence-classification"
            .formatted(label));
  }

  private static JsonNode text(JsonFile file) {
    JsonFile all = file.inner("modality_config");
    if (file.has("modality_config") && !all.has("text")) {
      throw new UnsupportedException(
          file.path(), "'modality_config' has no 'text', the only input that is understood");
    }
    return all.inner("text").root();
  }

  private void require(String key, JsonNode node, String wanted) {
    if (node.hasNonNull(key) && !node.path(key).asText().equals(wanted)) {
      throw new UnsupportedException(
          file.orElseThrow().path(),
          "'%s' is '%s', not '%s'".formatted(key, node.path(key).asText(), wanted));
    }
  }

  private static void requireNoProcessing(JsonFile file) {
    if (file.root().path("processing_kwargs").size() > 0) {
      throw new UnsupportedException(
          file.path(), "'processing_kwargs' changes how texts become tokens");
    }
  }

  /** How texts become tokens, given the encoder's own limit. */
  InputSpec input(int longest) {
    if (file.isEmpty()) {
      return new InputSpec(limit(longest), false, null, null, null);
    }
    return new InputSpec(
        limit(longest),
        lowerCase(),
        length("query_length", longest),
        length("document_length", longest),
        expansion(file.get(), longest));
  }

  private @Nullable Integer length(String key, int longest) {
    var own = file.orElseThrow();
    return own.has(key) ? Integer.valueOf(Math.min(longest, positive(own, key, 1))) : null;
  }

  private static @Nullable QueryExpansion expansion(JsonFile file, int longest) {
    if (!file.has("query_expansion")) {
      return null;
    }
    var own = new JsonFile(file.path(), file.root().get("query_expansion"));
    own.object()
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!OF_EXPANSION.contains(key)) {
                throw new DataException(
                    file.path(),
                    "'query_expansion' must hold %s, got '%s'".formatted(OF_EXPANSION, key));
              }
            });
    String strategy = own.string("strategy");
    if (!strategy.equals("fixed") && !strategy.equals("min")) {
      throw new DataException(
          file.path(), "'strategy' must be fixed or min, got '%s'".formatted(strategy));
    }
    int length = own.integer("length");
    if (length < 1 || length > longest) {
      throw new DataException(
          file.path(), "'length' must lie in 1..%d, got %d".formatted(longest, length));
    }
    return new QueryExpansion(
        length, strategy.equals("fixed"), own.flag("attend", false), own.stringOrNull("token"));
  }
}
