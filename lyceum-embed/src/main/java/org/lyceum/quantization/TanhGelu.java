// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.tensor.Shape;

/**
 * Writes GELU with tanh instead of erf, {@code 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))},
 * in the order that ONNX Runtime runs as one kernel, which takes half the time. The two differ by
 * less than 0.0005, a small part of the steps that 8 bits have.
 *
 * @see <a href="https://arxiv.org/abs/1606.08415">Hendrycks and Gimpel 2016</a>
 */
final class TanhGelu {
  private static final String PREFIX = "gelu/";

  private final Map<String, Node> producers;
  private final Map<String, List<Node>> users;
  private final Map<String, Constant> numbers = new HashMap<>();

  /** The nodes of {@code 0.5 x (1 + erf(x / sqrt 2))}, in their order; the last gives it. */
  private record Exact(String input, List<Node> nodes) {}

  private TanhGelu(Graph graph) {
    producers = graph.producers();
    users = graph.users();
  }

  /** The graph with another GELU; values keep their names. */
  static Graph of(Graph graph) {
    return new TanhGelu(graph).rewritten(graph);
  }

  private Graph rewritten(Graph graph) {
    var last = new HashMap<Node, Exact>();
    Set<Node> dropped = new HashSet<>();
    for (Node node : graph.nodes()) {
      exact(node)
          .ifPresent(
              gelu -> {
                last.put(gelu.nodes.getLast(), gelu);
                dropped.addAll(gelu.nodes);
              });
    }
    var nodes = new ArrayList<Node>();
    for (Node node : graph.nodes()) {
      @Nullable Exact gelu = last.get(node);
      if (gelu != null) {
        nodes.addAll(approximate(gelu.input, node.output()));
      } else if (!dropped.contains(node)) {
        nodes.add(node);
      }
    }
    return new Graph(
            graph.name(), nodes, graph.constants(), graph.inputs(), graph.outputs(), graph.rest())
        .withConstants(numbers.values())
        .withoutUnusedConstants();
  }

  /** The GELU that an erf is part of. */
  private Optional<Exact> exact(Node erf) {
    @Nullable Node scaled = erf.type().equals("Erf") ? producers.get(erf.input(0)) : null;
    if (scaled == null || !scaled.type().equals("Div")) {
      return Optional.empty();
    }
    String input = scaled.input(0);
    var nodes = new ArrayList<>(List.of(scaled, erf));
    for (String type : List.of("Add", "Mul", "Mul")) {
      var next = users.getOrDefault(nodes.getLast().output(), List.of());
      if (next.size() != 1 || !next.getFirst().type().equals(type)) {
        return Optional.empty();
      }
      nodes.add(next.getFirst());
    }
    return nodes.get(3).inputs().contains(input)
        ? Optional.of(new Exact(input, nodes))
        : Optional.empty();
  }

  private List<Node> approximate(String x, String result) {
    String name = PREFIX + result;
    return List.of(
        node("Pow", name + "/cube", x, number("three", 3)),
        node("Mul", name + "/cubic", name + "/cube", number("cubic", 0.044715f)),
        node("Add", name + "/sum", x, name + "/cubic"),
        node(
            "Mul",
            name + "/scaled",
            name + "/sum",
            number("scale", (float) Math.sqrt(2 / Math.PI))),
        node("Tanh", name + "/tanh", name + "/scaled"),
        node("Add", name + "/gate", name + "/tanh", number("one", 1)),
        node("Mul", name + "/half", x, number("half", 0.5f)),
        node("Mul", result, name + "/half", name + "/gate"));
  }

  private String number(String name, float value) {
    String full = PREFIX + name;
    numbers.computeIfAbsent(full, any -> Constant.ofFloats(full, Shape.of(), value));
    return full;
  }

  private static Node node(String type, String output, String... inputs) {
    return Node.of(type, output, List.of(inputs), output);
  }
}
