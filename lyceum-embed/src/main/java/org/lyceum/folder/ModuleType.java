// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.lyceum.tensor.UnsupportedException;

/** A kind of module in a {@code modules.json}, by the class names that both dialects write. */
enum ModuleType {
  TRANSFORMER("Transformer", "models", "base.modules.transformer"),
  STATIC("StaticEmbedding", "models", "sentence_transformer.modules.static_embedding"),
  POOLING("Pooling", "models", "sentence_transformer.modules.pooling"),
  DENSE("Dense", "models", "base.modules.dense", "sentence_transformer.modules.dense"),
  NORMALIZE(
      "Normalize", "models", "sentence_transformer.modules.normalize", "base.modules.normalize"),
  LAYER_NORM(
      "LayerNorm", "models", "sentence_transformer.modules.layer_norm", "base.modules.layer_norm"),
  LAYERS("WeightedLayerPooling", "models", "sentence_transformer.modules.weighted_layer_pooling"),
  ROUTER("Router", "models", "base.modules.router", "sentence_transformer.modules.router"),
  ASYM("Asym", "models", ""),
  MLM("MLMTransformer", "sparse_encoder.models", "", "sparse_encoder.modules.mlm_transformer"),
  SPLADE("SpladePooling", "sparse_encoder.models", "sparse_encoder.modules.splade_pooling"),
  SPARSE_STATIC(
      "SparseStaticEmbedding",
      "sparse_encoder.models",
      "sparse_encoder.modules.sparse_static_embedding"),
  MASK("MultiVectorMask", "", "multi_vector_encoder.modules.multi_vector_mask");

  private static final String ROOT = "sentence_transformers.";

  private final String className;
  private final String oldPackage;
  private final String newPackage;
  private final String otherPackage;

  ModuleType(String className, String oldPackage, String newPackage) {
    this(className, oldPackage, newPackage, "");
  }

  ModuleType(String className, String oldPackage, String newPackage, String otherPackage) {
    this.className = className;
    this.oldPackage = oldPackage;
    this.newPackage = newPackage;
    this.otherPackage = otherPackage;
  }

  /** The class name alone. */
  String className() {
    return className;
  }

  /** The class name in versions 2 to 5.3; empty where they have none. */
  String oldName() {
    return named(oldPackage);
  }

  /** The class name that version 5.4 and all newer ones know; empty where they have none. */
  String newName() {
    return named(newPackage);
  }

  private String named(String inPackage) {
    return inPackage.isEmpty() ? "" : ROOT + inPackage + "." + className;
  }

  /** Old writers name a class by its file, which is called so too. */
  private boolean isNamed(String type) {
    return !type.isEmpty()
        && (type.equals(oldName())
            || type.equals(oldName() + "." + className)
            || type.equals(newName())
            || type.equals(named(otherPackage)));
  }

  static boolean isKnown(String type) {
    return Arrays.stream(values()).anyMatch(t -> t.isNamed(type));
  }

  static ModuleType of(Object file, String type) {
    return Arrays.stream(values())
        .filter(t -> t.isNamed(type))
        .findFirst()
        .orElseThrow(
            () ->
                new UnsupportedException(
                    file,
                    "of the module type '%s'; supported: %s"
                        .formatted(
                            type,
                            Arrays.stream(values())
                                .map(t -> t.className)
                                .collect(Collectors.joining(", ")))));
  }
}
