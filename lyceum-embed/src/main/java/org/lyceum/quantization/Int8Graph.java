// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.GraphExport;
import org.lyceum.onnx.Attribute;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.ElementType;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.tensor.Shape;

/**
 * Rewrites a graph of an encoder: products with constant matrices become 8-bit ones with one scale
 * a row. Products that share their input, such as query, key and value, share its 8-bit form.
 */
final class Int8Graph {
  private static final String PREFIX = "int8/";
  private static final String SHAPE = PREFIX + "shape";
  private static final String AXIS = PREFIX + "axis";

  private final Graph graph;
  private final Map<String, float[]> largest;
  private final Producers producers;
  private final Map<String, List<Node>> products;
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> made = new HashSet<>();

  /**
   * Prepares to rewrite.
   *
   * @param graph as {@link GraphExport} records it
   * @param calibration of the {@link #inputs}
   * @param wide those of the {@link #inputs} whose products stay in single precision
   */
  Int8Graph(Graph graph, Calibration calibration, Set<String> wide) {
    this.graph = graph;
    largest = calibration.largest();
    products = products(graph);
    products.keySet().removeAll(wide);
    producers = new Producers(graph);
  }

  /** The values that are multiplied by constant matrices, up to the token states. */
  static Set<String> inputs(Graph graph) {
    return products(graph).keySet();
  }

  /** Multiplications a token of the products of each of the {@link #inputs}. */
  static Map<String, Long> work(Graph graph) {
    var work = new LinkedHashMap<String, Long>();
    products(graph)
        .forEach(
            (input, nodes) ->
                work.put(
                    input,
                    nodes.stream()
                        .mapToLong(node -> constant(graph, node.input(1)).shape().elements())
                        .sum()));
    return work;
  }

  private static Map<String, List<Node>> products(Graph graph) {
    var matrices = new HashSet<>(graph.matrixProducts());
    var products = new LinkedHashMap<String, List<Node>>();
    for (Node node : graph.nodes()) {
      if (matrices.contains(node)) {
        products.computeIfAbsent(node.input(0), any -> new ArrayList<>()).add(node);
      }
      if (node.outputs().contains(GraphExport.STATES)) {
        return products;
      }
    }
    return products;
  }

  /** The graph in 8 bits. */
  Graph rewritten() {
    begin();
    for (Node node : graph.nodes()) {
      var siblings = products.get(node.input(0));
      if (siblings != null && siblings.contains(node)) {
        product(node, siblings);
      } else {
        nodes.add(node);
      }
    }
    return TanhGelu.of(
        new Graph(
                graph.name(),
                nodes,
                graph.constants(),
                graph.inputs(),
                graph.outputs(),
                graph.rest())
            .withConstants(constants.values())
            .withoutUnusedConstants());
  }

  /** The number of texts and of tokens, and the number of rows. */
  private void begin() {
    add(Constant.ofLongs(AXIS, Shape.of(1), 1));
    add(Constant.ofLongs(PREFIX + "flat", Shape.of(1), -1));
    node("Shape", SHAPE, GraphExport.IDS);
    node("Reshape", PREFIX + "ids", GraphExport.IDS, PREFIX + "flat");
    node("Shape", PREFIX + "rows", PREFIX + "ids");
  }

  private void product(Node node, List<Node> siblings) {
    String input = node.input(0);
    Constant weight = constant(node.input(1));
    int columns = Math.toIntExact(weight.shape().size(1));
    RowScale scale = scale(input);
    float[] factors = factors(input, siblings);
    if (made.add(PREFIX + input)) {
      quantize(input, scale, factors);
    }
    var matrix = QuantizedMatrix.of(weight.floats(), columns, factors);
    String name = weight.name();
    add(Constant.ofBytes(name + "/int8", ElementType.UINT8, weight.shape(), matrix.values()));
    add(Constant.ofFloats(name + "/scale", Shape.of(columns), matrix.scales()));
    multiply(node, name, zero(scale.zero()));
    nodes.add(
        Node.of(
            "Reshape",
            node.name(),
            List.of(PREFIX + node.output() + "/scaled", shape(columns)),
            node.output()));
  }

  /**
   * The product of bytes, times the scale of its row and of its column: in this order of nodes ONNX
   * Runtime does it all at once.
   */
  private void multiply(Node node, String weight, String zero) {
    String input = PREFIX + node.input(0);
    String result = PREFIX + node.output();
    node("MatMulInteger", result, input, weight + "/int8", zero, zero(QuantizedMatrix.ZERO));
    nodes.add(
        Node.of("Cast", result + "/float", List.of(result), result + "/float")
            .with("to", Attribute.of((long) ElementType.FLOAT.code())));
    node("Mul", result + "/scale", input + "/column", weight + "/scale");
    node("Mul", result + "/scaled", result + "/float", result + "/scale");
  }

  /** Nodes that bring a value to 8 bits, and its scales as a column. */
  private void quantize(String input, RowScale scale, float[] factors) {
    String name = PREFIX + input;
    String smooth = smooth(input, factors);
    add(Constant.ofLongs(name + "/width", Shape.of(2), -1, factors.length));
    node("Reshape", name + "/rows", smooth, name + "/width");
    scale.constants(name + "/scale").forEach(this::add);
    nodes.addAll(scale.nodes(name + "/rows", name + "/scale"));
    nodes.add(
        Node.of(
                "QuantizeLinear",
                name,
                List.of(name + "/rows", name + "/scale", zeros(scale)),
                name)
            .with("axis", Attribute.of(0L)));
    node("Unsqueeze", name + "/column", name + "/scale", AXIS);
  }

  /** The value divided by its factors, if it has any. */
  private String smooth(String input, float[] factors) {
    if (isOnes(factors)) {
      return input;
    }
    float[] inverse = new float[factors.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = 1 / factors[i];
    }
    String name = PREFIX + input;
    add(Constant.ofFloats(name + "/factors", Shape.of(inverse.length), inverse));
    node("Mul", name + "/smooth", input, name + "/factors");
    return name + "/smooth";
  }

  /**
   * What each channel is divided by: only after normalization, where a few channels are much larger
   * than the others. The residual connection needs the same value undivided, so that the factors
   * cannot move into the normalization.
   */
  private float[] factors(String input, List<Node> siblings) {
    float[] range = largest.getOrDefault(input, new float[0]);
    if (producers.isNorm(input)) {
      return Smoothing.factors(range, largestWeights(range.length, siblings));
    }
    float[] ones = new float[range.length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private float[] largestWeights(int rows, List<Node> siblings) {
    float[] result = new float[rows];
    for (Node sibling : siblings) {
      float[] weights = constant(sibling.input(1)).floats();
      int columns = weights.length / rows;
      for (int i = 0; i < weights.length; i++) {
        result[i / columns] = Math.max(result[i / columns], Math.abs(weights[i]));
      }
    }
    return result;
  }

  private RowScale scale(String input) {
    return producers.isGelu(input) ? RowScale.GELU : RowScale.SYMMETRIC;
  }

  private static boolean isOnes(float[] factors) {
    for (float factor : factors) {
      if (factor != 1) {
        return false;
      }
    }
    return true;
  }

  /** The shape of a result of so many columns. */
  private String shape(int columns) {
    String name = SHAPE + "/" + columns;
    if (made.add(name)) {
      add(Constant.ofLongs(name + "/columns", Shape.of(1), columns));
      nodes.add(
          Node.of("Concat", name, List.of(SHAPE, name + "/columns"), name)
              .with("axis", Attribute.of(0L)));
    }
    return name;
  }

  private String zero(int value) {
    String name = PREFIX + "zero/" + value;
    add(Constant.ofBytes(name, ElementType.UINT8, Shape.of(), (byte) value));
    return name;
  }

  /** The zero of each row. */
  private String zeros(RowScale scale) {
    String name = PREFIX + "zeros/" + scale.zero();
    if (made.add(name)) {
      var value = Constant.ofBytes("", ElementType.UINT8, Shape.of(1), (byte) scale.zero());
      nodes.add(
          Node.of("ConstantOfShape", name, List.of(PREFIX + "rows"), name)
              .with("value", new Attribute.Array(value)));
    }
    return name;
  }

  private Constant constant(String name) {
    return constant(graph, name);
  }

  private static Constant constant(Graph graph, String name) {
    @Nullable Constant constant = graph.constants().get(name);
    if (constant == null) {
      throw new IllegalStateException("the graph has no initializer " + name);
    }
    return constant;
  }

  private void add(Constant constant) {
    constants.put(constant.name(), constant);
  }

  private void node(String type, String name, String... inputs) {
    nodes.add(Node.of(type, name, List.of(inputs), name));
  }
}
