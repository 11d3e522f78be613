// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.tensor.Shape;

/**
 * Splits a matrix in place of what it gives: where a linear layer's result is only taken in parts,
 * such as queries, keys and values of one matrix, each part gets its own columns, and nothing is
 * copied at each text.
 */
final class SplitProducts {
  private static final String PREFIX = "columns/";
  private static final String COLUMNS = PREFIX + "axis";

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
    for (Node product : graph.nodes()) {
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
        product.type().equals("MatMul")
            && states.contains(product.input(0))
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
        && to[0] <= floats(product.input(1), 2).shape().size(1)
        && node.input(4).isEmpty();
  }

  /** ONNX Runtime cuts the matrix when it opens the graph, since it is constant. */
  private List<Node> part(Layer layer, Node slice) {
    constants.put(COLUMNS, Constant.ofLongs(COLUMNS, Shape.of(1), 1));
    String matrix = PREFIX + slice.output();
    var nodes = new ArrayList<Node>();
    nodes.add(
        Node.of(
            "Slice",
            matrix,
            List.of(layer.product.input(1), slice.input(1), slice.input(2), COLUMNS),
            matrix));
    String product = layer.sum == null ? slice.output() : slice.output() + "/product";
    nodes.add(Node.of("MatMul", product, List.of(layer.product.input(0), matrix), product));
    if (layer.sum != null) {
      String bias = bias(layer.sum, slice);
      nodes.add(Node.of("Add", slice.output(), List.of(product, bias), slice.output()));
    }
    return nodes;
  }

  private String bias(Node sum, Node slice) {
    String name = PREFIX + slice.output() + "/bias";
    float[] part =
        Arrays.copyOfRange(
            floats(sum.input(1), 1).floats(),
            Math.toIntExact(wiring.longs(slice.input(1))[0]),
            Math.toIntExact(wiring.longs(slice.input(2))[0]));
    constants.put(name, Constant.ofFloats(name, Shape.of(part.length), part));
    return name;
  }

  private Constant floats(String name, int rank) {
    return wiring.floats(name, rank).orElseThrow();
  }
}
