// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.Weights;

/**
 * A graph that is being recorded: give inputs and parameters to the code that trains, and declare
 * what it gives as outputs.
 *
 * <pre>{@code
 * var graph = new OnnxGraph("encoder");
 * var ids = graph.input("input_ids", DType.I64, Shape.of(Shape.ANY, Shape.ANY));
 * var table = graph.parameters(weights).get("table", 30522, 384);
 * graph.output("token_embeddings", table.rows(ids));
 * graph.write(Path.of("model.onnx"));
 * }</pre>
 *
 * <p>The file needs only the standard operators of opset 17, so ONNX Runtime 1.12 and later runs
 * it. Sizes that are {@link Shape#ANY} stay open; the first dimension is then named {@code batch},
 * the second {@code tokens}, except in a matrix that is a result. The same calls give the same
 * bytes. {@link OnnxWeights} reads the parameters back bit for bit. Not thread safe.
 */
public final class OnnxGraph {
  private static final long OPSET = 17;
  private static final long IR_VERSION = 8;
  private static final String TOKENS = "tokens";

  private final String name;
  private final Recorder recorder = new Recorder();
  private final List<Value> inputs = new ArrayList<>();
  private final Map<String, TracedTensor> outputs = new LinkedHashMap<>();
  private final Map<String, GraphParameters.Source> parameters = new LinkedHashMap<>();

  /**
   * A graph without nodes.
   *
   * @param name what it is called in the file
   */
  public OnnxGraph(String name) {
    this.name = name;
  }

  /**
   * {@return a tensor that must be given when the graph runs}
   *
   * @param input its name
   * @param dtype what an element is
   * @param shape its sizes, {@link Shape#ANY} where they differ from run to run
   * @throws IllegalArgumentException if there is such an input
   */
  public Tensor input(String input, DType dtype, Shape shape) {
    if (inputs.stream().anyMatch(other -> other.name().equals(input))) {
      throw new IllegalArgumentException("input '%s' exists already".formatted(input));
    }
    inputs.add(value(input, dtype, shape, TOKENS));
    return new TracedTensor(recorder, input, shape, dtype);
  }

  /**
   * {@return weights as parameters of this graph}
   *
   * @param weights read when the graph is written; only those that the graph uses
   */
  public Parameters parameters(Weights weights) {
    return parameters("", weights);
  }

  /**
   * {@return weights as parameters of this graph, under a prefix, so that two files may use one
   * name}
   *
   * @param prefix put before each name in the graph, such as {@code 2_Dense.}; may be empty
   * @param weights read when the graph is written; only those that the graph uses
   */
  public Parameters parameters(String prefix, Weights weights) {
    return new GraphParameters(prefix, weights, parameters, recorder);
  }

  /**
   * Says to which part of the model the nodes recorded from here on belong; their names begin so.
   * Layers with parameters say so themselves.
   *
   * @param path such as {@code pooling}
   */
  public void scope(String path) {
    recorder.path(path);
  }

  /**
   * Declares a result.
   *
   * @param output its name
   * @param tensor a tensor of this graph
   * @throws IllegalArgumentException if there is such an output, or the tensor is not of this graph
   */
  public void output(String output, Tensor tensor) {
    if (!(tensor instanceof TracedTensor traced) || traced.recorder() != recorder) {
      throw new IllegalArgumentException(
          "output '%s' must be a tensor of this graph, got %s".formatted(output, tensor));
    }
    if (outputs.putIfAbsent(output, traced) != null) {
      throw new IllegalArgumentException("output '%s' exists already".formatted(output));
    }
  }

  /**
   * {@return the model: the nodes that the outputs need, and the parameters that these nodes need}
   *
   * @throws IllegalStateException if there is no output
   */
  public OnnxModel toModel() {
    if (outputs.isEmpty()) {
      throw new IllegalStateException("a graph must have an output before it is written");
    }
    var assembly = new Assembly(recorder, outputs);
    var used = new LinkedHashMap<>(parameters);
    used.keySet().removeIf(parameter -> !assembly.needs(parameter));
    OnnxModel.requireSize(used.values().stream().mapToLong(GraphParameters.Source::bytes).sum());
    used.forEach(assembly::parameter);
    var results =
        outputs.entrySet().stream().map(entry -> result(entry.getKey(), entry.getValue())).toList();
    var graph =
        new Graph(name, assembly.nodes(), assembly.constants(), inputs, results, Fields.NONE);
    return new OnnxModel(IR_VERSION, "lyceum", Map.of("", OPSET), graph, Map.of(), Fields.NONE);
  }

  /**
   * Writes the model, completely or not at all.
   *
   * @param file where to; replaced if it is there
   * @throws IllegalStateException if there is no output, or the model has more than 2 GiB
   */
  public void write(Path file) {
    toModel().write(file);
  }

  /**
   * {@return the bytes of the file}
   *
   * @throws IllegalStateException if there is no output, or the model has more than 2 GiB
   */
  public byte[] toBytes() {
    return toModel().toBytes();
  }

  /** The second size of a matrix has no name: it may be tokens, or the batch once more. */
  private static Value result(String name, TracedTensor tensor) {
    boolean matrix = tensor.shape().rank() == 2;
    return value(name, tensor.dtype(), tensor.shape(), matrix ? "" : TOKENS);
  }

  private static Value value(String name, DType dtype, Shape shape, String second) {
    var dims = new ArrayList<Value.Dim>();
    for (int i = 0; i < shape.rank(); i++) {
      String dim = i == 0 ? "batch" : i == 1 ? second : "size_" + i;
      dims.add(new Value.Dim(shape.size(i), shape.size(i) == Shape.ANY ? dim : ""));
    }
    return Value.of(name, ElementType.of(dtype), dims);
  }
}
