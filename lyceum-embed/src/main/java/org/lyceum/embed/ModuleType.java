// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.lyceum.tensor.DataException;

/** A kind of module in a {@code modules.json}, by the class names that both dialects write. */
enum ModuleType {
  TRANSFORMER("Transformer", "base.modules.transformer", ""),
  STATIC("StaticEmbedding", "sentence_transformer.modules.static_embedding", ""),
  POOLING("Pooling", "sentence_transformer.modules.pooling", ""),
  DENSE("Dense", "base.modules.dense", "sentence_transformer.modules.dense"),
  NORMALIZE("Normalize", "sentence_transformer.modules.normalize", "base.modules.normalize"),
  LAYER_NORM("LayerNorm", "sentence_transformer.modules.layer_norm", "base.modules.layer_norm");

  private static final String ROOT = "sentence_transformers.";

  private final String className;
  private final String newPackage;
  private final String otherPackage;

  ModuleType(String className, String newPackage, String otherPackage) {
    this.className = className;
    this.newPackage = newPackage;
    this.otherPackage = otherPackage;
  }

  /** The class name in versions 2 to 5.3. */
  String oldName() {
    return ROOT + "models." + className;
  }

  /** The class name that version 5.4 and all newer ones know. */
  String newName() {
    return ROOT + newPackage + "." + className;
  }

  private boolean isNamed(String type) {
    return type.equals(oldName())
        || type.equals(newName())
        || type.equals(ROOT + otherPackage + "." + className);
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
                new DataException(
                    file,
                    "not supported because of the module type '%s'; supported: %s"
                        .formatted(
                            type,
                            Arrays.stream(values())
                                .map(t -> t.className)
                                .collect(Collectors.joining(", ")))));
  }
}
