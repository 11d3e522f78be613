// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.Fields;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.tensor.Shape;

/**
 * Splits a matrix in place of what it gives: where a linear layer's result is only taken in parts,
 * such as queries, keys and values of one matrix, each part gets its own columns, and nothing is
 * copied at each text.
 */
final class SplitProducts {
  private final Graph graph;
  private final Wiring wiring;
  private final TokenStates states;
  private final Map<String, Constant> constants = new LinkedHashMap<>();

  /** A linear layer: its result, its product and the sum with a constant, if there is one. */
  private record Layer(String result, Node product, @Nullable Node sum) {}

  private SplitProducts(Graph graph) {
    this.graph = graph;
    wiring = new Wiring(graph);
    states = new TokenStates(graph, wiring);
  }

  static Graph of(Graph graph) {
    return new SplitProducts(graph).rewritten();
  }

  private Graph rewritten() {
    var layers = new HashMap<String, Layer>(); // by result
    for (Node product : graph.matrixProducts()) {
      layer(product).ifPresent(layer -> layers.put(layer.result, layer));
    }
    return graph
        .rewrite(
            node -> {
              @Nullable Layer layer =
                  node.type().equals("Slice") ? layers.get(node.input(0)) : null;
              return layer == null ? List.of(node) : part(layer, node);
            })
        .withConstants(constants.values())
        .withoutUnusedNodes()
        .withoutUnusedConstants();
  }

  private Optional<Layer> layer(Node product) {
    String result = product.output();
    @Nullable Node sum = wiring.user(result, "Add");
    if (sum != null && wiring.floats(sum.input(1), 1).isPresent()) {
      result = sum.output();
    } else {
      sum = null;
    }
    boolean split =
        states.contains(product.input(0))
            && wiring.floats(product.input(1), 2).isPresent()
            && !wiring.isResult(result)
            && !wiring.users(result).isEmpty()
            && wiring.users(result).stream().allMatch(user -> isPart(user, product));
    return split ? Optional.of(new Layer(result, product, sum)) : Optional.empty();
  }

  /** Whether a node takes columns next to each other of what a product gives. */
  private boolean isPart(Node node, Node product) {
    long[] from = wiring.longs(node.input(1));
    long[] to = wiring.longs(node.input(2));
    return node.type().equals("Slice")
        && Arrays.equals(wiring.longs(node.input(3)), new long[] {2})
        && from.length == 1
        && to.length == 1
        && from[0] >= 0
        && from[0] < to[0]
        && to[0] <= constant(product.input(1)).shape().size(1)
        && node.input(4).isEmpty();
  }

  private List<Node> part(Layer layer, Node slice) {
    long from = wiring.longs(slice.input(1))[0];
    long to = wiring.longs(slice.input(2))[0];
    String matrix = columns(layer.product.input(1), from, to);
    @Nullable Node sum = layer.sum;
    if (sum == null) {
      return List.of(product(layer, matrix, slice.output()));
    }
    String product = slice.output() + "/product";
    String bias = columns(sum.input(1), from, to);
    return List.of(
        product(layer, matrix, product),
        Node.of("Add", slice.output(), List.of(product, bias), slice.output()));
  }

  private static Node product(Layer layer, String matrix, String result) {
    return Node.of("MatMul", result, List.of(layer.product.input(0), matrix), result);
  }

  /** The name of a constant that has some columns of another. */
  private String columns(String whole, long from, long to) {
    String name = "columns/%s/%d-%d".formatted(whole, from, to);
    constants.computeIfAbsent(name, any -> cut(name, constant(whole), from, to));
    return name;
  }

  private Constant constant(String name) {
    return Objects.requireNonNull(graph.constants().get(name), name);
  }

  private static Constant cut(String name, Constant source, long from, long to) {
    Shape shape = source.shape();
    long width = shape.size(shape.rank() - 1);
    int rows = Math.toIntExact(shape.elements() / width);
    int bytes = Math.toIntExact((to - from) * Float.BYTES);
    var data = ByteBuffer.allocateDirect(rows * bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < rows; row++) {
      int at = Math.toIntExact((row * width + from) * Float.BYTES);
      data.put(source.data().slice(at, bytes));
    }
    Shape part = shape.rank() == 1 ? Shape.of(to - from) : Shape.of(rows, to - from);
    return new Constant(name, source.type(), part, data.flip(), Fields.NONE);
  }
}
