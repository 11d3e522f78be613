// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

/** Tells folders that hold another kind of model than one that gives one vector a text. */
final class OtherKinds {
  private static final Set<ModuleType> TYPES =
      EnumSet.of(
          ModuleType.ROUTER,
          ModuleType.ASYM,
          ModuleType.MLM,
          ModuleType.SPLADE,
          ModuleType.SPARSE_STATIC,
          ModuleType.MASK,
          ModuleType.LAYERS);

  private OtherKinds() {}

  /** Whether a folder is one of them, as far as its files say without looking closely. */
  static boolean isOne(Path folder) {
    var modules = JsonFile.readIfPresent(folder.resolve("modules.json"));
    if (modules.isEmpty()) {
      return JsonFile.readIfPresent(folder.resolve("config.json"))
          .map(LayoutReader::isClassifier)
          .orElse(false);
    }
    List<ModuleEntry> entries = ModuleEntry.read(folder, modules.get());
    var types = entries.stream().map(ModuleEntry::type).toList();
    return types.stream().anyMatch(TYPES::contains)
        || types.indexOf(ModuleType.POOLING) > 1 // layers on tokens before it
        || !UseFile.read(folder).type().equals("SentenceTransformer");
  }

  /** Refuses such a folder. */
  static void refuse(Path folder) {
    if (isOne(folder)) {
      throw refusal(folder, ModelLayout.read(folder));
    }
  }

  /** What to say of it. */
  static DataException refusal(Path folder, ModelLayout layout) {
    return new DataException(
        folder,
        "must hold one encoder %s, but is %s; 'lyceum show' says what it is, 'lyceum verify' compares it, and SavedModel opens it in Java"
            .formatted(
                layout.kind() instanceof ModelKind.Dense
                    ? "with one pooling"
                    : "that gives a vector each text",
                describe(layout)));
  }

  private static String describe(ModelLayout layout) {
    String kind =
        switch (layout.kind()) {
          case ModelKind.Dense dense -> "a dense model";
          case ModelKind.Sparse sparse -> "a sparse model, which gives weights of the vocabulary";
          case ModelKind.MultiVector several ->
              "a multi-vector model, which gives a vector each token";
          case ModelKind.CrossEncoder pairs -> "a cross-encoder, which gives scores of pairs";
        };
    return layout.isRouted()
        ? kind + ", with routes %s".formatted(layout.routes().keySet())
        : "%s (%s)".formatted(kind, layout.routes().values().iterator().next().describe());
  }
}
