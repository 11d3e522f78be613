// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import java.util.HashSet;
import java.util.Set;
import org.lyceum.folder.GraphExport;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;

/**
 * Which values of a graph hold a row a token, {@code (B, T, D)}, or the row of one token a text,
 * {@code (B, 1, D)}. Where it cannot be seen from the nodes it is not claimed.
 */
final class TokenStates {
  /** Operators of one input that work on each number. */
  private static final Set<String> UNARY =
      Set.of("Erf", "Sigmoid", "Tanh", "Relu", "Sqrt", "Neg", "Exp", "Abs", "Softplus", "Cast");

  private static final Set<String> ELEMENTWISE = Set.of("Add", "Sub", "Mul", "Div", "Pow");

  private final Wiring wiring;
  private final Set<String> values = new HashSet<>();

  TokenStates(Graph graph, Wiring wiring) {
    this.wiring = wiring;
    graph.nodes().stream().filter(this::gives).forEach(node -> values.add(node.output()));
  }

  boolean contains(String value) {
    return values.contains(value);
  }

  /**
   * Whether a row of what a node gives follows from the same row of each of its inputs that are
   * states, and from constants.
   */
  boolean isRowByRow(Node node) {
    if (ELEMENTWISE.contains(node.type())) {
      return node.inputs().stream().allMatch(input -> contains(input) || isFlat(input));
    }
    return (UNARY.contains(node.type()) && contains(node.input(0)))
        || isNorm(node)
        || isProduct(node)
        || isCut(node);
  }

  private boolean gives(Node node) {
    return switch (node.type()) {
      case "Gather" -> isTable(node) && node.input(1).equals(GraphExport.IDS);
      case "Reshape" -> isMerged(node) || isOfTokens(node.input(1));
      case "GatherND" -> PooledRows.isPick(node);
      case FusedAttention.OPERATOR, "If" -> FusedAttention.isAttention(node);
      default ->
          node.inputs().stream().anyMatch(this::contains) && (isRowByRow(node) || isPlaced(node));
    };
  }

  private boolean isNorm(Node node) {
    return Wiring.isNorm(node) && contains(node.input(0)) && wiring.hasConstants(node);
  }

  private boolean isProduct(Node node) {
    return node.type().equals("MatMul") && contains(node.input(0)) && isMatrix(node.input(1));
  }

  /** Whether a value is a constant matrix or columns of one. */
  private boolean isMatrix(String value) {
    var slice = wiring.producer(value, "Slice");
    return wiring.isConstant(slice == null ? value : slice.input(0), 2);
  }

  private boolean isCut(Node node) {
    long[] axes = wiring.longs(node.input(3));
    return node.type().equals("Slice")
        && contains(node.input(0))
        && axes.length == 1
        && axes[0] == 2;
  }

  /** Whether a sum adds rows of a table, such as those of positions. */
  private boolean isPlaced(Node node) {
    return node.type().equals("Add")
        && node.inputs().stream()
            .allMatch(input -> contains(input) || isRowsOfTable(input) || isFlat(input));
  }

  private boolean isRowsOfTable(String value) {
    var gather = wiring.producer(value, "Gather");
    return gather != null && isTable(gather);
  }

  private boolean isTable(Node gather) {
    return gather.integer("axis", 0) == 0 && wiring.isConstant(gather.input(0), 2);
  }

  /** Whether heads become one row again. */
  private boolean isMerged(Node reshape) {
    long[] shape = wiring.longs(reshape.input(1));
    var heads = wiring.transposed(reshape.input(0), Wiring.HEADS_FIRST);
    return shape.length == 3
        && shape[0] == 0
        && shape[1] == 0
        && heads != null
        && wiring.isFrom(heads.input(0), "MatMul");
  }

  /** Whether a shape is that of the token ids with one axis more. */
  private boolean isOfTokens(String shape) {
    var concat = wiring.producer(shape, "Concat");
    var ids = concat == null ? null : wiring.producer(concat.input(0), "Shape");
    return concat != null
        && ids != null
        && ids.attributes().isEmpty()
        && ids.input(0).equals(GraphExport.IDS)
        && concat.inputs().size() == 2
        && wiring.longs(concat.input(1)).length == 1;
  }

  /** Whether a constant has at most the axis of {@code D}. */
  private boolean isFlat(String value) {
    return wiring.isConstant(value, 0) || wiring.isConstant(value, 1);
  }
}
