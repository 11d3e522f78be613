// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lyceum.files.JsonFile;
import org.lyceum.head.HeadModule;
import org.lyceum.weights.Safetensors;

/**
 * Writes model folders of every kind again, completely or not at all. The same model gives the same
 * bytes. {@link ModelFolderWriter} writes dense models without a router, with a graph and golden
 * vectors.
 */
public final class SavedModelWriter {
  /** What is still true of the same model: its card, its vectors and where it came from. */
  private static final List<String> KEPT = List.of("README.md", Golden.FILE, Provenance.FILE);

  private final SavedModel model;
  private final Dialect dialect;
  private final StageJson json;

  private SavedModelWriter(SavedModel model, Dialect dialect) {
    this.model = model;
    this.dialect = dialect;
    json = new StageJson(dialect);
  }

  /**
   * Writes a folder.
   *
   * @param model what it holds; its own folder must stay as it is until this is written
   * @param target the folder
   * @param dialect for which readers
   * @param replace whether an existing folder is replaced, once the new one is complete
   * @throws IllegalArgumentException if the dialect cannot say what the model is
   * @throws org.lyceum.tensor.DataException if it exists and shall not be replaced, or cannot be
   *     written; nothing of the new one is left then
   */
  public static void write(SavedModel model, Path target, Dialect dialect, boolean replace) {
    new FolderSwap(target.toAbsolutePath().normalize(), replace)
        .write(folder -> new SavedModelWriter(model, dialect).writeInto(folder));
  }

  private void writeInto(Path root) throws IOException {
    ModelLayout layout = model.layout();
    var plan = new FolderPlan(layout, json);
    boolean plain = dialect == Dialect.OLD && layout.kind() instanceof ModelKind.CrossEncoder;
    if (!plain) {
      write(root, "modules.json", plan.modules());
      write(root, "config_sentence_transformers.json", new UseJson(layout, dialect).content());
    }
    if (layout.isRouted()) {
      write(root, plan.routerFolder() + "router_config.json", plan.router());
    }
    for (Route route : layout.routes().values()) {
      Signal signal = Signal.TEXT;
      for (Route.Part part : route.parts()) {
        signal = part.stage().after(signal);
        String folder = java.util.Objects.requireNonNull(plan.folders().get(part));
        writeModule(root.resolve(folder), part, signal.width(), plain);
      }
      writeInput(root, route, plan, plain);
    }
    for (String name : KEPT) {
      if (Files.exists(model.path().resolve(name))) {
        Files.copy(model.path().resolve(name), root.resolve(name));
      }
    }
  }

  private void writeModule(Path folder, Route.Part part, int width, boolean plain)
      throws IOException {
    Files.createDirectories(folder);
    ObjectNode config = json.config(part.stage(), width);
    if (config != null) {
      write(folder, "config.json", plain ? UseJson.withActivation(config, model.layout()) : config);
    }
    if (hasWeights(part.stage())) {
      var weights = FolderWeights.asWritten(model.path().resolve(part.folder()));
      Safetensors.write(folder.resolve("model.safetensors"), weights, Map.of());
    } else if (config == null) {
      Files.write(folder.resolve(".keep"), new byte[0]); // some ways of copying lose empty folders
    }
  }

  static boolean hasWeights(Stage stage) {
    return switch (stage) {
      case TokenStage.Pool pool -> false;
      case TokenStage.Mask mask -> false;
      case Stage.Splade splade -> false;
      case Stage.Top(HeadModule module, boolean onTokens) ->
          !(module instanceof HeadModule.Normalize);
      case TokenStage.Layers layers -> true;
      case FirstStage first -> true;
    };
  }

  private void writeInput(Path root, Route route, FolderPlan plan, boolean plain)
      throws IOException {
    Route.Part first = route.parts().getFirst();
    Path source = model.path().resolve(first.folder());
    Path target = root.resolve(java.util.Objects.requireNonNull(plan.folders().get(first)));
    boolean encoder =
        !(first.stage() instanceof FirstStage.Bag
            || first.stage() instanceof FirstStage.TokenWeights);
    if (encoder && !plain) {
      write(target, "sentence_bert_config.json", json.use(first.stage(), route.input()));
    }
    for (String name : TokenizerFiles.COPIED) {
      if (Files.exists(source.resolve(name)) && !Files.exists(target.resolve(name))) {
        Files.copy(source.resolve(name), target.resolve(name));
      }
    }
    JsonNode settings =
        JsonFile.readIfPresent(source.resolve("tokenizer_config.json"))
            .map(JsonFile::root)
            .orElse(JsonNodeFactory.instance.objectNode());
    ObjectNode own = TokenizerFiles.withKnownClass(settings.deepCopy());
    if (route.input().maxTokens() != Integer.MAX_VALUE) {
      own.put("model_max_length", route.input().maxTokens());
    }
    if (!own.isEmpty()) {
      write(target, "tokenizer_config.json", own);
    }
  }

  private static void write(Path folder, String name, JsonNode node) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    Files.write(file, JsonText.of(node).getBytes(UTF_8));
  }
}
