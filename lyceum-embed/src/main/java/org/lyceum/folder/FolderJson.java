// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lyceum.head.HeadModule;

/** The JSON files of a model folder, in either dialect. */
record FolderJson(ModelSpec spec, Dialect dialect) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * What newer readers compare their own version with, and only warn: the oldest that knows all.
   */
  private static final Map<String, String> OLD_VERSIONS =
      Map.of("sentence_transformers", "2.7.0", "transformers", "4.40.0", "pytorch", "2.3.0");

  private static final Map<String, String> NEW_VERSIONS =
      Map.of("sentence_transformers", "5.4.0", "transformers", "4.57.0", "pytorch", "2.9.0");

  /** Path in the folder to content. */
  Map<String, ObjectNode> files() {
    var files = new LinkedHashMap<String, ObjectNode>();
    files.put("config_sentence_transformers.json", use());
    if (spec.backbone() instanceof Backbone.OfFamily(var architecture, ObjectNode settings)) {
      files.put("config.json", settings);
      files.put("sentence_bert_config.json", limits());
      files.put("1_Pooling/config.json", pooling(spec.backbone().width()));
    }
    for (int i = 0; i < spec.modules().size(); i++) {
      ObjectNode settings = dialectSettings(spec.modules().get(i));
      if (!settings.isEmpty()) {
        files.put(spec.folderOf(i) + "/config.json", settings);
      }
    }
    return files;
  }

  /** The content of modules.json. */
  ArrayNode modules() {
    ArrayNode modules = JSON.arrayNode();
    boolean table = spec.backbone() instanceof Backbone.OfTable;
    add(modules, "", table ? ModuleType.STATIC : ModuleType.TRANSFORMER);
    if (!table) {
      add(modules, "1_Pooling", ModuleType.POOLING);
    }
    for (int i = 0; i < spec.modules().size(); i++) {
      add(modules, spec.folderOf(i), type(spec.modules().get(i)));
    }
    return modules;
  }

  private void add(ArrayNode modules, String path, ModuleType type) {
    int idx = modules.size();
    modules
        .addObject()
        .put("idx", idx)
        .put("name", Integer.toString(idx))
        .put("path", path)
        .put("type", dialect == Dialect.OLD ? type.oldName() : type.newName());
  }

  static ModuleType type(HeadModule module) {
    return switch (module) {
      case HeadModule.Normalize() -> ModuleType.NORMALIZE;
      case HeadModule.Dense dense -> ModuleType.DENSE;
      case HeadModule.ResidualDense dense -> ModuleType.DENSE;
      case HeadModule.LayerNorm norm -> ModuleType.LAYER_NORM;
    };
  }

  private ObjectNode dialectSettings(HeadModule module) {
    ObjectNode node = settings(module);
    if (dialect == Dialect.NEW && !(module instanceof HeadModule.LayerNorm)) {
      node.put("module_input_name", HeadFile.VECTOR);
      node.put("module_output_name", HeadFile.VECTOR);
    }
    return node;
  }

  /** What a layer's file says in both dialects. */
  static ObjectNode settings(HeadModule module) {
    ObjectNode node = JSON.objectNode();
    return switch (module) {
      case HeadModule.Normalize() -> node;
      case HeadModule.Dense dense -> put(node, dense);
      case HeadModule.ResidualDense(var dense) -> put(node, dense).put("use_residual", true);
      case HeadModule.LayerNorm norm -> node.put("dimension", norm.dimension());
    };
  }

  private static ObjectNode put(ObjectNode node, HeadModule.Dense dense) {
    return node.put("in_features", dense.in())
        .put("out_features", dense.out())
        .put("bias", dense.bias())
        .put("activation_function", dense.activation().torchClass());
  }

  private ObjectNode pooling(int width) {
    boolean includePrompt = spec.text().includePrompt();
    return dialect == Dialect.OLD
        ? PoolingFile.old(spec.pooling(), width, includePrompt)
        : PoolingFile.fresh(spec.pooling(), width, includePrompt);
  }

  private ObjectNode limits() {
    ObjectNode node = JSON.objectNode();
    if (dialect == Dialect.OLD) {
      return node.put("max_seq_length", spec.text().maxTokens())
          .put("do_lower_case", spec.text().lowerCase());
    }
    node.put("transformer_task", "feature-extraction");
    node.putObject("modality_config")
        .putObject("text")
        .put("method", "forward")
        .put("method_output_name", "last_hidden_state");
    node.put("module_output_name", "token_embeddings");
    return spec.text().lowerCase() ? node.put("do_lower_case", true) : node;
  }

  /** The versions that a folder names as its writer's. */
  static Map<String, String> versions(Dialect dialect) {
    return dialect == Dialect.OLD ? OLD_VERSIONS : NEW_VERSIONS;
  }

  private ObjectNode use() {
    ObjectNode node = JSON.objectNode();
    ObjectNode versions = node.putObject("__version__");
    new java.util.TreeMap<>(versions(dialect)).forEach(versions::put);
    node.put("default_prompt_name", spec.use().prompts().defaultName());
    if (dialect == Dialect.NEW) {
      node.put("model_type", "SentenceTransformer");
    }
    ObjectNode prompts = node.putObject("prompts");
    spec.use().prompts().byName().forEach(prompts::put);
    node.put("similarity_fn_name", spec.use().similarity().label());
    Integer truncateDim = spec.use().truncateDim();
    return truncateDim == null ? node : node.put("truncate_dim", truncateDim);
  }
}
