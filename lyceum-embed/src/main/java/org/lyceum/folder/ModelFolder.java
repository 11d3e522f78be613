// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.Sha256;
import org.lyceum.head.HeadModule;
import org.lyceum.nn.AskedParameters;
import org.lyceum.nn.Parameters;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DataException;
import org.lyceum.text.TokenIds;
import org.lyceum.text.Tokenizer;
import org.lyceum.weights.Weights;

/**
 * A model in the folder layout of sentence-transformers, as understood: either dialect, weights in
 * safetensors or ONNX, an encoder of a known family or a static table. What the folder does not say
 * is an error, not a guess, except for what its family's library assumes too.
 */
public final class ModelFolder implements AutoCloseable {
  private final Path path;
  private final ModelSpec spec;
  private final Weights weights;
  private final Tokenizer tokenizer;
  private final boolean stated;
  private @Nullable String fingerprint;

  private ModelFolder(
      Path path, ModelSpec spec, Weights weights, Tokenizer tokenizer, boolean stated) {
    this.path = path;
    this.spec = spec;
    this.stated = stated;
    this.weights = weights;
    this.tokenizer = tokenizer;
  }

  /**
   * {@return the model of a folder}
   *
   * @param path the folder
   * @throws DataException if a part is missing, broken or not supported; says which file, and what
   *     to do
   */
  public static ModelFolder open(Path path) {
    return open(path, null);
  }

  /**
   * {@return the model of a folder that does not say how it pools, or says it wrongly}
   *
   * @param path the folder
   * @param stated what the caller knows instead, or null for what the folder says
   * @throws DataException if a part is missing, broken or not supported
   */
  public static ModelFolder open(Path path, @Nullable StatedPooling stated) {
    return opened(path, reader -> reader.read(stated), stated != null);
  }

  /**
   * {@return the encoder of a folder alone, without its pooling, its layers and its prompts: the
   * vector is the mean of the token states that are named}
   *
   * @param path a model folder, or {@code config.json}, weights and a tokenizer
   * @throws DataException if a part is missing, broken or not supported
   */
  public static ModelFolder openEncoder(Path path) {
    return opened(path, FolderReader::readEncoder, true);
  }

  private static ModelFolder opened(
      Path path, Function<FolderReader, ModelSpec> read, boolean stated) {
    Path folder = path.toAbsolutePath().normalize();
    ReplacedFolder.restore(folder);
    if (!Files.isDirectory(folder)) {
      throw new DataException(folder, "must be a model folder, but there is no such folder");
    }
    ModelSpec spec = read.apply(new FolderReader(folder));
    var ahead = new Ahead<>("lyceum-tokenizer", () -> tokenizer(folder, spec));
    Weights weights;
    try {
      weights = weights(folder, spec);
    } catch (RuntimeException | Error e) {
      ahead.abandon(Tokenizer::close);
      throw e;
    }
    Tokenizer tokenizer = ahead.get();
    try {
      var table = withoutUnknown(folder, spec, weights, tokenizer);
      return new ModelFolder(folder, spec, table, tokenizer, stated);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /**
   * All parameters, checked to be finite, there in their shapes and no fewer layers than the
   * weights have, before anything computes.
   */
  static Weights weights(Path folder, ModelSpec spec) {
    Weights weights = FolderWeights.open(folder, spec);
    var asked = new AskedParameters(new OnnxGraph("check").parameters(weights));
    try {
      spec.model(asked);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          folder, "the weights must fit their configuration: %s".formatted(e.getMessage()), e);
    }
    var layers = new AllLayers(folder, asked.names());
    var architecture = spec.backbone().architecture();
    if (architecture != null && architecture.sizes().layers() == 0) {
      layers.requireNone(weights, "");
    }
    layers.requireOf(weights);
    return weights;
  }

  /** The tokenizer, whose ids the model must know. */
  static Tokenizer tokenizer(Path folder, ModelSpec spec) {
    Tokenizer tokenizer = TokenizerFiles.open(FolderReader.encoderFolder(folder), spec);
    int ids = tokenizer.vocabulary();
    if (ids > spec.backbone().vocabulary()) {
      tokenizer.close();
      throw new DataException(
          folder,
          "the tokenizer's ids must be below the model's %d, but go up to %d; take the tokenizer of this model"
              .formatted(spec.backbone().vocabulary(), ids - 1));
    }
    return tokenizer;
  }

  /**
   * The table of a model that leaves unknown tokens out of the mean. Where vectors get length 1, a
   * row of zeros does the same, which every reader of tables understands.
   */
  private static Weights withoutUnknown(
      Path folder, ModelSpec spec, Weights weights, Tokenizer tokenizer) {
    var unknown = tokenizer.unknownId();
    return spec.backbone() instanceof Backbone.OfTable
            && spec.normalizes()
            && unknown.isPresent()
            && StaticFile.leavesOutUnknown(FolderReader.encoderFolder(folder))
        ? StaticFile.withoutRow(weights, unknown.getAsInt())
        : weights;
  }

  /** {@return the folder} */
  public Path path() {
    return path;
  }

  /** {@return the name of the folder} */
  public String name() {
    return path.getFileName() == null ? path.toString() : path.getFileName().toString();
  }

  /** {@return what the model is} */
  public ModelSpec spec() {
    return spec;
  }

  /** {@return the encoder} */
  public Backbone backbone() {
    return spec.backbone();
  }

  /** {@return the pooling} */
  public Pooling pooling() {
    return spec.pooling();
  }

  /** {@return what is done to vectors after pooling} */
  public List<HeadModule> modules() {
    return spec.modules();
  }

  /** {@return the texts in front of texts} */
  public Prompts prompts() {
    return spec.use().prompts();
  }

  /** {@return the longest text in tokens, special tokens included} */
  public int maxTokens() {
    return spec.text().maxTokens();
  }

  /** {@return the width of a vector} */
  public int width() {
    return spec.width();
  }

  /**
   * {@return the parameters: the encoder's by the names of the base model, a module's below the
   * name of its folder, such as {@code 2_Dense.linear.weight}}
   */
  public Weights weights() {
    return weights;
  }

  /** {@return the tokenizer} */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** {@return the folder that the tokenizer's files are in} */
  public Path tokenizerFolder() {
    return FolderReader.encoderFolder(path);
  }

  /**
   * {@return bytes of the files that a model is run from: its graph where it is known to be the
   * model, else weights, and its tokenizer}
   *
   * @param folder of the model, which is not opened
   * @param precision which graph
   */
  public static long bytesToRun(Path folder, GraphPrecision precision) {
    var encoder = FolderReader.encoderFolder(folder);
    var model =
        precision == GraphPrecision.INT8
            ? List.of(Int8File.of(folder))
            : FolderWeights.vouchedGraph(folder)
                .or(
                    () ->
                        FolderWeights.file(encoder).isEmpty()
                            ? FolderWeights.graph(folder)
                            : Optional.empty())
                .map(List::of)
                .orElseGet(() -> FolderWeights.files(encoder));
    var whole = encoder.resolve("tokenizer.json");
    var tokens = Files.exists(whole) ? whole : encoder.resolve("vocab.txt");
    return Stream.concat(model.stream(), Stream.of(tokens)).mapToLong(ModelFolder::size).sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be measured".formatted(file), e);
    }
  }

  /**
   * {@return the token ids of texts as this model takes them: cut to its limit, lower-cased where
   * it wants that, with special tokens unless it is a static table}
   *
   * @param texts any texts, prompts already in front
   */
  public List<TokenIds> tokenize(List<String> texts) {
    return spec.tokenize(tokenizer, texts);
  }

  /**
   * {@return the model with parameters}
   *
   * @param parameters by the names of {@link #weights}
   */
  public EmbeddingModel model(Parameters parameters) {
    return spec.model(parameters);
  }

  /**
   * {@return the graph for inference, if the folder has one; an embedder runs {@link #vouchedGraph}
   * alone}
   */
  public Optional<Path> graph() {
    return FolderWeights.graph(path);
  }

  /**
   * {@return the graph for inference where it is known to be the model: where its stamp is that of
   * the folder's files, or the weights are nowhere else. Any other may be of weights that were
   * trained on since, or of another pooling than the one that was stated}
   */
  public Optional<Path> vouchedGraph() {
    return stated ? Optional.empty() : FolderWeights.vouchedGraph(path);
  }

  /** {@return the stamp of a graph that is made of this model now} */
  public GraphStamp graphStamp() {
    return GraphStamp.of(path, stated());
  }

  /** What the files do not say; nothing where they say all. */
  private String stated() {
    return stated ? "%s %s %s".formatted(spec.pooling(), spec.modules(), spec.text()) : "";
  }

  /**
   * {@return whether tokens that the vocabulary of a table does not have are left out of the mean,
   * as Model2Vec does; sentence-transformers gives them the row of the unknown token}
   */
  public boolean leavesOutUnknown() {
    return spec.backbone() instanceof Backbone.OfTable
        && StaticFile.leavesOutUnknown(FolderReader.encoderFolder(path));
  }

  /** {@return the vectors that the model must give, if the folder has them} */
  public Optional<Golden> golden() {
    Path file = path.resolve(Golden.FILE);
    return Files.exists(file) ? Optional.of(Golden.read(file)) : Optional.empty();
  }

  /** {@return where the model came from, if the folder says so} */
  public Optional<Provenance> provenance() {
    Path file = path.resolve(Provenance.FILE);
    return Files.exists(file) ? Optional.of(Provenance.read(file)) : Optional.empty();
  }

  /**
   * {@return a hash of all files that vectors depend on: weights, graph, tokenizer, configuration;
   * not of the model card, the golden vectors, the provenance, a report and models inside. Where
   * the pooling was stated, that counts too}
   */
  public synchronized String fingerprint() {
    if (fingerprint == null) {
      String files = Fingerprint.of(path);
      fingerprint = stated ? Sha256.of(files + " " + stated()) : files;
    }
    return fingerprint;
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  @Override
  public String toString() {
    return "%s (%s, width %d)".formatted(path, spec.backbone().kind(), width());
  }
}
