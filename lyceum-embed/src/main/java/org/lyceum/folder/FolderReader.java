// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.JsonFile;
import org.lyceum.head.HeadModule;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DataException;

/** Reads the JSON files of a model folder. */
final class FolderReader {
  private final Path folder;

  FolderReader(Path folder) {
    this.folder = folder;
  }

  /** Where the files of the encoder and its tokenizer are. */
  static Path encoderFolder(Path folder) {
    return JsonFile.readIfPresent(folder.resolve("modules.json"))
        .map(file -> ModuleEntry.read(folder, file).getFirst().folder())
        .orElse(folder);
  }

  ModelSpec read(@Nullable StatedPooling stated) {
    if (stated == null) {
      OtherKinds.refuse(folder);
    }
    var modules = JsonFile.readIfPresent(folder.resolve("modules.json"));
    if (modules.isEmpty()) {
      return withoutModules(stated);
    }
    List<ModuleEntry> entries = ModuleEntry.read(folder, modules.get());
    try {
      return switch (entries.getFirst().type()) {
        case TRANSFORMER -> transformer(entries, stated);
        case STATIC -> table(entries);
        default ->
            throw new DataException(
                modules.get().path(),
                "the first module must be a Transformer or a StaticEmbedding, got "
                    + entries.getFirst().type());
      };
    } catch (IllegalArgumentException e) {
      throw new DataException(folder, e);
    }
  }

  private ModelSpec withoutModules(@Nullable StatedPooling stated) {
    if (!Files.exists(folder.resolve("config.json"))) {
      throw new DataException(
          folder,
          "must be a model folder with modules.json and config.json, but has neither; check the"
              + " path");
    }
    if (stated == null) {
      backbone(folder); // refuses pictures, which no pooling makes texts
      throw new DataException(
          folder,
          "must say how token states become one vector, but there is no modules.json; add"
              + " modules.json and 1_Pooling/config.json, or state the pooling (--pooling"
              + " cls|mean|lasttoken, --normalize)");
    }
    List<HeadModule> after = stated.normalize() ? List.of(new HeadModule.Normalize()) : List.of();
    return encoder(folder, stated.pooling(), true, after);
  }

  private ModelSpec transformer(List<ModuleEntry> entries, @Nullable StatedPooling stated) {
    Path encoder = entries.getFirst().folder();
    Path modulesFile = folder.resolve("modules.json");
    if (entries.size() < 2 || entries.get(1).type() != ModuleType.POOLING) {
      throw new DataException(
          modulesFile,
          "the second module must be a Pooling that says how token states become one vector; add"
              + " it");
    }
    Path poolingFile = entries.get(1).folder().resolve("config.json");
    if (!Files.exists(poolingFile) && stated == null) {
      throw new DataException(
          poolingFile,
          "must say how token states become one vector, but is missing; add it, or state the"
              + " pooling (--pooling cls|mean|lasttoken)");
    }
    var file = JsonFile.readIfPresent(poolingFile);
    if (file.isPresent() && stated != null) {
      throw new DataException(
          poolingFile, "says how the model pools already; leave out --pooling and --normalize");
    }
    Pooling pooling =
        stated != null ? stated.pooling() : PoolingFile.read(file.orElseThrow(), width(encoder));
    boolean includePrompt = file.isEmpty() || file.get().flag("include_prompt", true);
    return encoder(encoder, pooling, includePrompt, after(entries.subList(2, entries.size())));
  }

  private int width(Path encoder) {
    return backbone(encoder).width();
  }

  private ModelSpec encoder(
      Path encoder, Pooling pooling, boolean includePrompt, List<HeadModule> after) {
    var backbone = backbone(encoder);
    var file = TransformerFile.read(encoder);
    file.task(TransformerFile.Task.FEATURES);
    int limit = file.limit(backbone.architecture().sizes().longest());
    return new ModelSpec(
        backbone,
        pooling,
        after,
        new ModelSpec.TextSpec(limit, file.lowerCase(), includePrompt),
        use());
  }

  /**
   * Of a model folder the encoder alone: the mean over tokens that are named; of one, its state.
   */
  ModelSpec readEncoder() {
    Path encoder = encoderFolder(folder);
    var backbone = backbone(encoder);
    var file = TransformerFile.read(encoder);
    if (file.lowerCase()) {
      throw new DataException(
          encoder,
          "not supported with a technique because do_lower_case is true; lower the case of the"
              + " texts and remove it");
    }
    int limit = file.limit(backbone.architecture().sizes().longest());
    return new ModelSpec(
        backbone,
        new Pooling.MeanPooling(),
        List.of(),
        new ModelSpec.TextSpec(limit, false, false),
        new ModelSpec.Use(Prompts.NONE, Similarity.COSINE, null));
  }

  /** What an encoder is. */
  static Backbone.OfFamily backbone(Path encoder) {
    return Backbone.OfFamily.of(JsonFile.read(encoder.resolve("config.json")));
  }

  private ModelSpec table(List<ModuleEntry> entries) {
    return new ModelSpec(
        StaticFile.backbone(entries.getFirst().folder()),
        new Pooling.MeanPooling(),
        after(entries.subList(1, entries.size())),
        new ModelSpec.TextSpec(Integer.MAX_VALUE, false, true),
        use());
  }

  private static List<HeadModule> after(List<ModuleEntry> entries) {
    var modules = new ArrayList<HeadModule>();
    for (ModuleEntry entry : entries) {
      modules.add(
          switch (entry.type()) {
            case NORMALIZE -> normalize(entry.folder());
            case DENSE -> HeadFile.dense(config(entry));
            case LAYER_NORM -> new HeadModule.LayerNorm(config(entry).integer("dimension"));
            default ->
                throw new DataException(
                    entry.folder(), "a %s cannot stand here".formatted(entry.type()));
          });
    }
    return modules;
  }

  private static HeadModule normalize(Path folder) {
    JsonFile.readIfPresent(folder.resolve("config.json")).ifPresent(HeadFile::requireOnVector);
    return new HeadModule.Normalize();
  }

  private static JsonFile config(ModuleEntry entry) {
    return HeadFile.requireOnVector(JsonFile.read(entry.folder().resolve("config.json")));
  }

  private ModelSpec.Use use() {
    var file = UseFile.read(folder);
    return new ModelSpec.Use(file.prompts(), file.similarity("cosine"), file.truncateDim());
  }
}
