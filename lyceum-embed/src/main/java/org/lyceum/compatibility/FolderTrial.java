// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.compatibility.FolderCheck.Finding;
import org.lyceum.compatibility.FolderCheck.Standing;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.encoder.PatchGrid;
import org.lyceum.family.Architecture;
import org.lyceum.family.Families;
import org.lyceum.family.Family;
import org.lyceum.family.PairArchitecture;
import org.lyceum.family.PictureArchitecture;
import org.lyceum.files.JsonFile;
import org.lyceum.folder.FolderParts;
import org.lyceum.folder.Golden;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.SavedModel;
import org.lyceum.tensor.DataException;

/** Opens a folder part by part, and remembers which rules held. */
final class FolderTrial {
  private static final String MODULES = "modules.json";
  private static final String CONFIG = "config.json";

  private final Path folder;
  private final List<Finding> findings = new ArrayList<>();
  private String kind = "no model folder";
  private boolean embeds;

  FolderTrial(Path folder) {
    this.folder = folder;
  }

  FolderVerdict verdict() {
    if (holds("folder", "holds modules.json or config.json", this::requireAny)) {
      if (Files.exists(folder.resolve(MODULES))) {
        modular();
      } else {
        plain();
      }
    }
    return new FolderVerdict(kind, findings, embeds);
  }

  /** Tries one rule; a refusal says what is wrong and what to do. */
  private boolean holds(String file, String rule, Runnable trial) {
    String refusal = refusal(trial);
    findings.add(
        new Finding(
            file,
            rule,
            refusal == null ? Standing.HOLDS : Standing.FAILS,
            refusal == null ? "" : refusal));
    return refusal == null;
  }

  private @Nullable String refusal(Runnable trial) {
    try {
      trial.run();
      return null;
    } catch (RuntimeException e) { // whatever opening it throws is a reason
      return within(folder, String.valueOf(e.getMessage()));
    }
  }

  /** A message without the folder that it is of. */
  static String within(Path folder, String message) {
    return message.replace(folder + ": ", "").replace(folder + File.separator, "");
  }

  private void requireAny() {
    if (!Files.isDirectory(folder)) {
      throw new DataException(folder, "there is no such folder; check the path");
    }
    if (!Files.exists(folder.resolve(MODULES)) && !Files.exists(folder.resolve(CONFIG))) {
      throw new DataException(
          folder, "must be a model folder, but has neither; add the model's config.json");
    }
  }

  /** A folder of sentence-transformers: its parts, and then all of them as the reader has them. */
  private void modular() {
    kind = "a folder of sentence-transformers";
    if (!holds(
        MODULES, "names modules that are understood", () -> FolderParts.requireModules(folder))) {
      return;
    }
    Path encoder = FolderParts.encoder(folder);
    if (!Files.exists(encoder.resolve(CONFIG)) || family(encoder) != null) {
      opened();
    }
  }

  /** The last word is that of what opens it. */
  private void opened() {
    embeds =
        holds(
            "all files",
            "fit: modules in this order, every parameter in its shape and finite, the tokenizer's"
                + " ids within the table"
                + runs(),
            () -> {
              if (SavedModel.isNeededFor(folder)) {
                SavedModel.open(folder).close();
              } else {
                requireEmbeds(GraphPrecision.FLOAT32);
                if (Int8File.isIn(folder)) {
                  requireEmbeds(GraphPrecision.INT8);
                }
              }
            });
  }

  /** What is tried beside that; it goes by what lies in the folder. */
  private String runs() {
    String golden =
        Files.exists(folder.resolve(Golden.FILE)) ? "; it gives the golden vectors" : "";
    return SavedModel.isNeededFor(folder) ? "" : graphs() + golden;
  }

  private String graphs() {
    boolean quantized = Int8File.isIn(folder);
    if (FolderParts.vouchedGraph(folder).isPresent()) {
      return quantized ? "; both graphs run" : "; its graph runs";
    }
    return (quantized ? "; its 8-bit graph runs" : "")
        + (FolderParts.graph(folder).isPresent()
            ? "; its graph is not known to be of these weights and is left out"
            : "");
  }

  /** The graph runs, and gives the golden vectors where there are some. */
  private void requireEmbeds(GraphPrecision precision) {
    var options = EmbedderOptions.DEFAULT.threads(1).precision(precision);
    Embedders.open(ModelFolder.open(folder), options).close();
  }

  /** What the configuration describes, or null where that is not understood. */
  private @Nullable Family family(Path encoder) {
    Path file = encoder.resolve(CONFIG);
    var found = new ArrayList<Family>();
    holds(
        folder.relativize(file).toString(),
        "names a model_type that is known, and no setting that is not",
        () -> found.add(Families.any(JsonFile.read(file))));
    return found.isEmpty() ? null : found.getFirst();
  }

  /** A folder of transformers alone. */
  private void plain() {
    kind = "a folder of transformers";
    Family family = family(folder);
    if (family == null) {
      return;
    }
    kind =
        switch (family) {
          case Architecture texts ->
              "an encoder of texts (%s; commands want its --pooling)".formatted(sizes(texts));
          case PictureArchitecture pictures ->
              "an encoder of pictures (%s: width %d, %s; used from Java)"
                  .formatted(family.kind(), pictures.width(), sizes(pictures.grid()));
          case PairArchitecture both ->
              "encoders of texts and of pictures (%s: width %d, %s; used from Java)"
                  .formatted(family.kind(), both.width(), sizes(both.grid()));
        };
    if (SavedModel.isNeededFor(folder)) {
      kind = "a cross-encoder (%s)".formatted(family.kind());
      opened();
    } else {
      parts(family);
    }
  }

  private static String sizes(Architecture family) {
    var sizes = family.sizes();
    return "%s: %d layers, width %d, vocabulary %d"
        .formatted(family.kind(), sizes.layers(), sizes.width(), sizes.vocabulary());
  }

  private static String sizes(PatchGrid grid) {
    return "%d x %d pixels in %d patches".formatted(grid.width(), grid.height(), grid.patches());
  }

  private void parts(Family family) {
    var parts = FolderParts.of(folder, family);
    holds(
        "weights",
        "hold every parameter in its shape, and no element that is not finite",
        parts.weights());
    if (!(family instanceof PictureArchitecture)) {
      holds("tokenizer", "can be read", parts.tokenizers());
    }
  }
}
