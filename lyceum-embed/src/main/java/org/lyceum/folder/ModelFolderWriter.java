// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.family.Bert;
import org.lyceum.family.BertConfig;
import org.lyceum.head.HeadModule;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.text.TokenIds;
import org.lyceum.text.Tokenizer;
import org.lyceum.weights.RenamedWeights;
import org.lyceum.weights.Safetensors;
import org.lyceum.weights.Weights;

/**
 * Writes model folders that sentence-transformers, text-embeddings-inference, DJL and this toolkit
 * read: completely or not at all.
 */
public final class ModelFolderWriter {
  private final ModelContent content;
  private final Dialect dialect;

  private ModelFolderWriter(ModelContent content, Dialect dialect) {
    this.content = content;
    this.dialect = dialect;
  }

  /**
   * Writes a folder in the dialect that all read.
   *
   * @param content what it holds
   * @param target the folder, which must not exist
   * @throws DataException if it exists or cannot be written; nothing of it is left then
   */
  public static void write(ModelContent content, Path target) {
    write(content, target, Dialect.OLD, false);
  }

  /**
   * Writes a folder.
   *
   * @param content what it holds
   * @param target the folder
   * @param dialect for which readers
   * @param replace whether an existing folder is replaced, once the new one is complete
   * @throws DataException if it exists and shall not be replaced or has files that the new one has
   *     not, or cannot be written; nothing of the new one is left then
   */
  public static void write(ModelContent content, Path target, Dialect dialect, boolean replace) {
    new FolderSwap(target.toAbsolutePath().normalize(), replace)
        .write(folder -> new ModelFolderWriter(content, dialect).writeInto(folder));
  }

  private void writeInto(Path folder) throws IOException {
    ModelSpec spec = content.spec();
    try (var tokenizer = TokenizerFiles.open(content.tokenizer(), spec)) {
      var json = new FolderJson(spec, dialect);
      write(folder, "modules.json", json.modules());
      for (var file : json.files().entrySet()) {
        boolean encoder = file.getKey().equals("config.json");
        ObjectNode own = file.getValue();
        write(folder, file.getKey(), encoder ? encoder(own, tokenizer.padId()) : own);
      }
      writeWeights(folder);
      new TokenizerFiles(content.tokenizer(), tokenizer).write(folder, spec);
      Golden golden = golden(folder, tokenizer);
      write(folder, Golden.FILE, golden.json());
    }
    Files.write(folder.resolve("README.md"), content.readme().getBytes(UTF_8));
    if (content.provenance() != null) {
      write(folder, Provenance.FILE, content.provenance().json());
    }
  }

  private ObjectNode encoder(ObjectNode config, int padId) {
    var whole =
        content.spec().backbone().architecture() instanceof Bert(BertConfig sizes)
            ? sizes.completed(config, padId)
            : config;
    return content.style().written(whole, widest());
  }

  /** The type of numbers that holds all of the encoder's. */
  private DType widest() {
    return content.weights().names().stream()
        .filter(name -> !Character.isDigit(name.charAt(0)))
        .map(content.weights()::dtype)
        .filter(DType::isFloating)
        .reduce(DType::holding)
        .orElse(DType.F32);
  }

  private static void write(Path folder, String name, JsonNode node) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, JsonText.of(node).getBytes(UTF_8));
  }

  private void writeWeights(Path folder) throws IOException {
    ModelSpec spec = content.spec();
    var encoder = new LinkedHashMap<String, String>();
    for (String name : content.weights().names()) {
      if (content.style().has(name) && !Character.isDigit(name.charAt(0))) {
        encoder.put(content.style().written(name), name);
      }
    }
    save(folder, new RenamedWeights(content.weights(), encoder));
    for (int i = 0; i < spec.modules().size(); i++) {
      Path module = Files.createDirectories(folder.resolve(spec.folderOf(i)));
      if (spec.modules().get(i) instanceof HeadModule.Normalize) {
        Files.write(
            module.resolve(".keep"), new byte[0]); // some ways of copying lose empty folders
      } else {
        save(module, FolderWeights.under(content.weights(), spec.folderOf(i)));
      }
    }
    if (spec.backbone().architecture() != null) {
      GraphExport.writeInto(spec, content.weights(), folder);
    }
  }

  private static void save(Path folder, Weights weights) {
    Safetensors.write(folder.resolve("model.safetensors"), weights, Map.of());
  }

  /** The vectors of the model, which what was just written must give. */
  private Golden golden(Path folder, Tokenizer tokenizer) {
    Golden known = content.golden();
    List<String> texts = known == null ? Golden.TEXTS : known.texts();
    List<TokenIds> tokens = content.spec().tokenize(tokenizer, texts);
    Golden golden =
        known == null ? new Golden(texts, vectors(folder, tokens), Golden.TOLERANCE) : known;
    Object source = known == null ? folder : content.tokenizer(); // whose vectors they are
    golden.check(source, same -> written(folder, tokens));
    return golden;
  }

  /** Of the parameters before they are in a file. */
  private List<float[]> vectors(Path folder, List<TokenIds> tokens) {
    ModelSpec spec = content.spec();
    if (spec.backbone() instanceof Backbone.OfTable) {
      return StaticVectors.of(spec, content.weights(), tokens);
    }
    var graph = GraphExport.graph(spec, content.weights()).toModel();
    try (var runner = new GraphRunner(folder, graph)) {
      return runner.vectors(tokens);
    }
  }

  private List<float[]> written(Path folder, List<TokenIds> tokens) {
    ModelSpec spec = content.spec();
    if (spec.backbone() instanceof Backbone.OfTable) {
      return StaticVectors.of(spec, FolderWeights.open(folder, spec), tokens);
    }
    try (var runner = new GraphRunner(GraphExport.in(folder))) {
      return runner.vectors(tokens);
    }
  }
}
