// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Tokens;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.Weights;

/** The graph of a model: token ids in, token states and the text's vector out. */
public final class GraphExport {
  /** Input, I64 {@code (batch, tokens)}. */
  public static final String IDS = "input_ids";

  /** Input, I64 {@code (batch, tokens)}: 1 for a token, 0 for padding. */
  public static final String MASK = "attention_mask";

  /** Input, I64 {@code (batch, tokens)}. */
  public static final String TYPES = "token_type_ids";

  /**
   * Input, I64 {@code (batch, tokens)}, only where prompts do not count in pooling: 1 for a token
   * that counts.
   */
  public static final String COUNTED = "pooling_mask";

  /** Output, {@code (batch, tokens, D)}. */
  public static final String STATES = "token_embeddings";

  /** Output, {@code (batch, width)}, after all modules. */
  public static final String VECTORS = "sentence_embedding";

  private static final String FILE = "onnx/model.onnx";
  private static final Shape ANY = Shape.of(Shape.ANY, Shape.ANY);

  private GraphExport() {}

  /**
   * Writes the graph of a model, with its weights in 16 bits where the checkpoint has them so.
   *
   * @param spec what the model is
   * @param weights its parameters
   * @param file where to
   */
  public static void write(ModelSpec spec, Weights weights, Path file) {
    narrowed(spec, weights).write(file);
  }

  /** Writes the graph of a model into its folder, with the stamp of the files that are there. */
  static void writeInto(ModelSpec spec, Weights weights, Path folder) throws IOException {
    Path file = in(folder);
    Files.createDirectories(file.getParent());
    GraphStamp.of(folder, "").on(narrowed(spec, weights)).write(file);
  }

  /** Where the graph of a folder is written. */
  static Path in(Path folder) {
    return folder.resolve(FILE);
  }

  private static OnnxModel narrowed(ModelSpec spec, Weights weights) {
    var graph = graph(spec, weights).toModel();
    boolean half = weights.names().stream().anyMatch(name -> weights.dtype(name).bytes() == 2);
    return half ? graph.withHalfConstants() : graph;
  }

  /**
   * {@return the graph of a model}
   *
   * @param spec what the model is
   * @param weights its parameters
   */
  public static OnnxGraph graph(ModelSpec spec, Weights weights) {
    var graph = new OnnxGraph("model");
    EmbeddingModel model = spec.model(graph.parameters(weights));
    Tensor ids = graph.input(IDS, DType.I64, ANY);
    Tensor mask = graph.input(MASK, DType.I64, ANY);
    var architecture = spec.backbone().architecture();
    boolean typed = architecture != null && architecture.takesTypes();
    @Nullable Tensor types = typed ? graph.input(TYPES, DType.I64, ANY) : null;
    Tensor counted = spec.text().includePrompt() ? mask : graph.input(COUNTED, DType.I64, ANY);
    Tensor states = model.tokenEmbeddings(new Tokens(ids, mask, types));
    graph.output(STATES, states);
    graph.scope("pooling");
    graph.output(VECTORS, model.sentenceEmbedding(states, mask, counted));
    return graph;
  }
}
