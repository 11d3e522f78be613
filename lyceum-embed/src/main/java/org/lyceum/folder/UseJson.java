// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/** How what a model gives is used: {@code config_sentence_transformers.json}. */
record UseJson(ModelLayout layout, Dialect dialect) {
  /** Routers and sparse models came with this version. */
  private static final String ROUTERS = "5.0.0";

  ObjectNode content() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode versions = node.putObject("__version__");
    new TreeMap<>(FolderJson.versions(dialect)).forEach(versions::put);
    ModelKind kind = layout.kind();
    boolean dense = kind instanceof ModelKind.Dense;
    if (dialect == Dialect.OLD && (!dense || layout.isRouted())) {
      versions.put("sentence_transformers", ROUTERS);
    }
    if (kind instanceof ModelKind.CrossEncoder(var activation, int labels)) {
      node.put("activation_fn", activation.torchClass());
    }
    node.put("default_prompt_name", layout.prompts().defaultName());
    if (dialect == Dialect.NEW || !dense) {
      node.put("model_type", kind.label());
    }
    ObjectNode prompts = node.putObject("prompts");
    layout.prompts().byName().forEach(prompts::put);
    switch (kind) {
      case ModelKind.Dense(var similarity, var truncateDim) -> {
        node.put("similarity_fn_name", similarity.label());
        if (truncateDim != null) {
          node.put("truncate_dim", truncateDim);
        }
      }
      case ModelKind.Sparse(var similarity) -> node.put("similarity_fn_name", similarity.label());
      case ModelKind.MultiVector(boolean mean) ->
          node.put("similarity_fn_name", mean ? "meanmaxsim" : "maxsim");
      case ModelKind.CrossEncoder pairs -> {}
    }
    return node;
  }

  /** The configuration of a cross-encoder of before version 5.4, which holds its activation. */
  static ObjectNode withActivation(ObjectNode config, ModelLayout layout) {
    ObjectNode copy = config.deepCopy();
    copy.remove("sbert_ce_default_activation_function");
    if (layout.kind() instanceof ModelKind.CrossEncoder(var activation, int labels)) {
      copy.putObject("sentence_transformers")
          .put("activation_fn", activation.torchClass())
          .put("version", "4.1.0");
    }
    return copy;
  }
}
