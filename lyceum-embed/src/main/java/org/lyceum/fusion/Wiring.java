// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.onnx.Attribute;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.ElementType;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;

/** Where the values of a graph come from and who takes them. */
final class Wiring {
  /** The domain of ONNX Runtime's own operators. */
  static final String OWN = "com.microsoft";

  /** {@code (B, T, H, d)} to {@code (B, H, T, d)}, and back. */
  static final List<Long> HEADS_FIRST = List.of(0L, 2L, 1L, 3L);

  private final Graph graph;
  private final Map<String, Node> producers;
  private final Map<String, List<Node>> users;

  Wiring(Graph graph) {
    this.graph = graph;
    producers = graph.producers();
    users = graph.users();
  }

  /** The node that gives a value, if it is of a type. */
  @Nullable Node producer(String value, String type) {
    @Nullable Node node = producers.get(value);
    return node != null && node.type().equals(type) ? node : null;
  }

  /** Whether a node of a type gives a value. */
  boolean isFrom(String value, String type) {
    return producer(value, type) != null;
  }

  /** The nodes that take a value. */
  List<Node> users(String value) {
    return users.getOrDefault(value, List.of());
  }

  /** The one node that takes a value, if it is of a type and the value is no result. */
  @Nullable Node user(String value, String type) {
    var all = users(value);
    return all.size() == 1 && all.getFirst().type().equals(type) && !isResult(value)
        ? all.getFirst()
        : null;
  }

  /** Whether the graph gives a value. */
  boolean isResult(String value) {
    return graph.outputs().stream().anyMatch(output -> output.name().equals(value));
  }

  /** The node that changes the order of axes to give a value, if it does so in an order. */
  @Nullable Node transposed(String value, List<Long> order) {
    @Nullable Node node = producer(value, "Transpose");
    return node != null
            && node.attributes().get("perm") instanceof Attribute.Ints(List<Long> found)
            && found.equals(order)
        ? node
        : null;
  }

  /** A constant in single precision of so many axes. */
  Optional<Constant> floats(String value, int rank) {
    return Optional.ofNullable(graph.constants().get(value))
        .filter(found -> found.type() == ElementType.FLOAT && found.shape().rank() == rank);
  }

  /** Whether a constant is one number in single precision. */
  boolean isNumber(String value, double number) {
    @Nullable Constant found = graph.constants().get(value);
    return found != null
        && found.type() == ElementType.FLOAT
        && found.shape().elements() == 1
        && found.floats()[0] == (float) number;
  }

  /** Constant integers; none where the value is something else. */
  long[] longs(String value) {
    @Nullable Constant found = graph.constants().get(value);
    return found == null || found.type() != ElementType.INT64 ? new long[0] : found.longs();
  }
}
