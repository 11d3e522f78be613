// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.encoder.Sight;
import org.lyceum.encoder.Stack;
import org.lyceum.encoder.Tokens;
import org.lyceum.encoder.Transformer;
import org.lyceum.family.Architecture;
import org.lyceum.folder.GraphExport;
import org.lyceum.folder.ModelFolder;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.EncodeOptions;
import org.lyceum.text.Encoding;

/**
 * How far each layer of an encoder turns its hidden stream: the cosine of the states before and
 * after it, the norm behind the last layer not counted.
 *
 * @see <a href="https://arxiv.org/abs/2403.04652">Young et al. 2024</a>, section 7.3
 */
public final class LayerCosines implements AutoCloseable {
  private static final String COSINES = "cosines";
  private static final double LEAST = 1e-12;

  private final ModelFolder folder;
  private final int layers;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /**
   * Records what measures a model.
   *
   * @param folder the model, which stays open; an encoder, not a table
   * @throws IllegalArgumentException if it has no layers
   */
  public LayerCosines(ModelFolder folder) {
    this.folder = folder;
    Architecture architecture = folder.backbone().architecture();
    layers = architecture == null ? 0 : architecture.sizes().layers();
    if (architecture == null || layers == 0) {
      throw new IllegalArgumentException(
          "a model must have layers to measure them, but %s has none".formatted(folder.name()));
    }
    byte[] graph = graph(architecture).toBytes();
    try (var options = EncoderGraph.options()) {
      session = environment.createSession(graph, options);
    } catch (OrtException e) {
      throw wrong(e);
    }
  }

  private OnnxGraph graph(Architecture architecture) {
    var graph = new OnnxGraph("layers");
    Shape any = Shape.of(Shape.ANY, Shape.ANY);
    Tensor ids = graph.input(GraphExport.IDS, DType.I64, any);
    Tensor types =
        architecture.takesTypes() ? graph.input(GraphExport.TYPES, DType.I64, any) : null;
    var tokens = new Tokens(ids, null, types);
    Transformer encoder = architecture.load(graph.parameters(folder.weights()));
    Tensor embedded = encoder.embedding().apply(tokens);
    List<Tensor> stream =
        new Stack(encoder.layers(), Transformer.Ending.NONE)
            .encode(embedded, Sight.of(tokens, embedded.dtype()))
            .hidden();
    var cosines = new ArrayList<Tensor>();
    for (int i = 1; i < stream.size(); i++) {
      cosines.add(cosine(stream.get(i - 1), stream.get(i)).unsqueeze(-1));
    }
    graph.output(COSINES, Tensor.concatenate(cosines, -1)); // (B, T, L)
    return graph;
  }

  private static Tensor cosine(Tensor a, Tensor b) {
    Tensor lengths = a.mul(a).sum(-1, false).mul(b.mul(b).sum(-1, false)).sqrt();
    return a.mul(b).sum(-1, false).div(lengths.clampMin(LEAST));
  }

  /**
   * {@return the cosine of each layer, -1 to 1, averaged over all tokens of all texts but those
   * that the tokenizer puts around them}
   *
   * @param texts a sample; longer ones are cut to the model's limit
   * @throws IllegalArgumentException if the texts have no tokens
   */
  public List<Double> of(List<String> texts) {
    double[] sums = new double[layers];
    long tokens = 0;
    var options = EncodeOptions.PLAIN.truncatedTo(folder.maxTokens());
    for (String text : folder.spec().cased(texts)) {
      Encoding row = folder.tokenizer().encode(text, options);
      float[][] found = ofTokens(row.ids(), row.typeIds());
      int[] special = row.specialTokensMask();
      for (int i = 0; i < found.length; i++) {
        if (special[i] == 0) {
          tokens++;
          for (int layer = 0; layer < layers; layer++) {
            sums[layer] += found[i][layer];
          }
        }
      }
    }
    if (tokens == 0) {
      throw new IllegalArgumentException(
          "the sample texts must have tokens, got none; give others");
    }
    double count = tokens;
    return Arrays.stream(sums).mapToObj(sum -> sum / count).toList();
  }

  /** The cosine of each layer for each token of a text, {@code [T][L]}. */
  float[][] ofTokens(int[] ids, int[] types) {
    if (ids.length == 0) {
      return new float[0][];
    }
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        int[] values = name.equals(GraphExport.IDS) ? ids : types;
        long[][] wide = {Arrays.stream(values).asLongStream().toArray()};
        inputs.put(name, OnnxTensor.createTensor(environment, wide));
      }
      try (var result = session.run(inputs)) {
        return ((float[][][]) result.get(COSINES).orElseThrow().getValue())[0];
      }
    } catch (OrtException e) {
      throw wrong(e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private DataException wrong(OrtException e) {
    return new DataException(folder.path(), "the recorded graph must run: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw wrong(e);
    }
  }
}
