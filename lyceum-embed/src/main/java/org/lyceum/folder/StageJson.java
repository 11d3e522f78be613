// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.head.HeadModule;

/** The class and the {@code config.json} of a stage, in either dialect. */
record StageJson(Dialect dialect) {
  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private boolean old() {
    return dialect == Dialect.OLD;
  }

  ModuleType type(Stage stage) {
    return switch (stage) {
      case FirstStage.Encode encode -> ModuleType.TRANSFORMER;
      case FirstStage.Predict predict -> old() ? ModuleType.MLM : ModuleType.TRANSFORMER;
      case FirstStage.Classify classify -> ModuleType.TRANSFORMER;
      case FirstStage.Bag bag -> ModuleType.STATIC;
      case FirstStage.TokenWeights weights -> ModuleType.SPARSE_STATIC;
      case TokenStage.Layers layers -> ModuleType.LAYERS;
      case TokenStage.Pool pool -> ModuleType.POOLING;
      case TokenStage.Mask mask -> ModuleType.MASK;
      case Stage.Splade splade -> ModuleType.SPLADE;
      case Stage.Top(HeadModule module, boolean onTokens) -> FolderJson.type(module);
    };
  }

  /** The name of the class that readers of the dialect load. */
  String typeName(Stage stage) {
    String name = old() ? type(stage).oldName() : type(stage).newName();
    boolean onTokens = stage instanceof Stage.Top top && top.onTokens();
    boolean residual =
        stage instanceof Stage.Top top && top.module() instanceof HeadModule.ResidualDense;
    if (name.isEmpty() || (old() && (onTokens || residual))) {
      throw new IllegalArgumentException(
          "the old dialect cannot say '%s'; write the new one (--format new)"
              .formatted(stage.describe()));
    }
    return name;
  }

  /** The configuration, or null where there is none. */
  @Nullable ObjectNode config(Stage stage, int width) {
    return switch (stage) {
      case FirstStage.Encode(var backbone) -> backbone.settings();
      case FirstStage.Predict(var encode) -> encode.backbone().settings();
      case FirstStage.Classify(var encode, var classifier) -> encode.backbone().settings();
      case FirstStage.Bag bag -> null;
      case FirstStage.TokenWeights weights -> object().put("frozen", weights.frozen());
      case TokenStage.Layers layers ->
          object()
              .put(widthName(), layers.width())
              .put("layer_start", layers.from())
              .put("num_hidden_layers", layers.layers());
      case TokenStage.Pool(var pooling, int in, boolean includePrompt) ->
          old()
              ? PoolingFile.old(pooling, in, includePrompt)
              : PoolingFile.fresh(pooling, in, includePrompt);
      case TokenStage.Mask mask -> mask(mask);
      case Stage.Splade(boolean sums, boolean twice) ->
          object()
              .put("pooling_strategy", sums ? "sum" : "max")
              .put("activation_function", twice ? "log1p_relu" : "relu")
              .put(widthName(), width);
      case Stage.Top top -> top(top);
    };
  }

  private String widthName() {
    return old() ? "word_embedding_dimension" : "embedding_dimension";
  }

  private static ObjectNode mask(TokenStage.Mask mask) {
    ObjectNode node = object();
    mask.skipped().forEach(node.putArray("skiplist_words")::add);
    mask.skippedFor().forEach(node.putArray("skiplist_tasks")::add);
    List<Integer> kept = mask.kept();
    if (kept == null) {
      return node.putNull("keep_only_token_ids");
    }
    kept.forEach(node.putArray("keep_only_token_ids")::add);
    return node;
  }

  private @Nullable ObjectNode top(Stage.Top top) {
    ObjectNode node = FolderJson.settings(top.module());
    if (!old() && !(top.module() instanceof HeadModule.LayerNorm)) {
      String name = top.onTokens() ? HeadFile.TOKENS : HeadFile.VECTOR;
      node.put("module_input_name", name).put("module_output_name", name);
    }
    return node.isEmpty() ? null : node;
  }

  /** How a transformer is used: {@code sentence_bert_config.json}. */
  ObjectNode use(Stage stage, InputSpec input) {
    ObjectNode node = object();
    if (old()) {
      requireSimple(input);
      return node.put("max_seq_length", input.maxTokens()).put("do_lower_case", input.lowerCase());
    }
    var task = TransformerFile.Task.of(stage);
    node.put("transformer_task", task.label);
    node.putObject("modality_config")
        .putObject("text")
        .put("method", "forward")
        .put("method_output_name", task.method);
    node.put("module_output_name", task.output);
    if (input.lowerCase()) {
      node.put("do_lower_case", true);
    }
    put(node, "query_length", input.queryTokens());
    put(node, "document_length", input.documentTokens());
    QueryExpansion expansion = input.expansion();
    if (expansion != null) {
      node.putObject("query_expansion")
          .put("strategy", expansion.fixed() ? "fixed" : "min")
          .put("attend", expansion.attended())
          .put("token", expansion.token())
          .put("length", expansion.length());
    }
    return node;
  }

  private static void put(ObjectNode node, String key, @Nullable Integer value) {
    if (value != null) {
      node.put(key, value);
    }
  }

  private static void requireSimple(InputSpec input) {
    if (input.queryTokens() != null
        || input.documentTokens() != null
        || input.expansion() != null) {
      throw new IllegalArgumentException(
          "the old dialect has no lengths of queries and documents; write the new one (--format"
              + " new)");
    }
  }
}
