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

  /**
   * Heads in front of tokens, {@code (B, H, T, d)}, that were set apart from rows.
   *
   * @param rows what they were, {@code (B, T, H d)}
   * @param apart gives {@code (B, T, H, d)}
   * @param count {@code H}
   * @param width {@code d}
   */
  record Heads(String rows, Node apart, long count, long width) {}

  /** What a value is heads of. */
  Optional<Heads> heads(String value) {
    @Nullable Node moved = transposed(value, HEADS_FIRST);
    @Nullable Node apart = moved == null ? null : producer(moved.input(0), "Reshape");
    long[] shape = apart == null ? new long[0] : longs(apart.input(1));
    return apart != null && shape.length == 4 && shape[0] == 0 && shape[1] == 0
        ? Optional.of(new Heads(apart.input(0), apart, shape[2], shape[3]))
        : Optional.empty();
  }

  /** The nodes that set rows apart as some heads were, and move them in front of the tokens. */
  static List<Node> asHeads(String rows, Heads like, String result) {
    String apart = rows + "/apart";
    return List.of(
        Node.of("Reshape", apart, List.of(rows, like.apart.input(1)), apart),
        Node.of("Transpose", result, List.of(apart), result)
            .with("perm", new Attribute.Ints(HEADS_FIRST)));
  }

  /** Whether a node normalizes the last axis. */
  static boolean isNorm(Node node) {
    return (node.type().equals("LayerNormalization")
            || node.type().equals(RootMeanSquares.OPERATOR))
        && node.integer("axis", -1) == -1
        && node.outputs().size() == 1;
  }

  /** Whether all that a norm takes but what it normalizes is known when the graph is opened. */
  boolean hasConstants(Node norm) {
    return norm.inputs().stream().skip(1).allMatch(input -> isConstant(input, 1));
  }

  /** A constant of so many axes, in single precision or widened to it. */
  Optional<Constant> floats(String value, int rank) {
    @Nullable Node widened = producer(value, "Cast");
    boolean wide = widened != null && widened.integer("to", 0) == ElementType.FLOAT.code();
    @Nullable Constant found =
        graph.constants().get(widened != null && wide ? widened.input(0) : value);
    boolean numbers = found != null && (wide || found.type() == ElementType.FLOAT);
    return Optional.ofNullable(found)
        .filter(constant -> numbers && constant.shape().rank() == rank);
  }

  /** Whether a value is known when the graph is opened and has so many axes. */
  boolean isConstant(String value, int rank) {
    @Nullable Node sum = producer(value, "Add");
    boolean shifted = sum != null && floats(sum.input(1), 0).isPresent();
    return floats(sum != null && shifted ? sum.input(0) : value, rank).isPresent();
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
