// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.onnx.Attribute;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;

/**
 * Writes a normalization by the root of the mean square as one operator. ONNX Runtime would do so
 * itself, but too late for others to see it.
 *
 * @see <a href="https://arxiv.org/abs/1910.07467">Zhang and Sennrich 2019</a>, eq. 4
 */
final class RootMeanSquares {
  static final String OPERATOR = "SimplifiedLayerNormalization";

  private final Graph graph;
  private final Wiring wiring;

  private RootMeanSquares(Graph graph) {
    this.graph = graph;
    wiring = new Wiring(graph);
  }

  static Graph of(Graph graph) {
    return new RootMeanSquares(graph).rewritten();
  }

  private Graph rewritten() {
    return graph.rewrite(node -> List.of(fused(node))).withoutUnusedNodes();
  }

  /** {@code x / sqrt(mean(x^2) + epsilon) w}. */
  private Node fused(Node scaled) {
    @Nullable Node ratio =
        scaled.type().equals("Mul") ? wiring.producer(scaled.input(0), "Div") : null;
    @Nullable Node root = ratio == null ? null : wiring.producer(ratio.input(1), "Sqrt");
    @Nullable Node sum = root == null ? null : wiring.producer(root.input(0), "Add");
    @Nullable Node mean = sum == null ? null : wiring.producer(sum.input(0), "ReduceMean");
    @Nullable Node square = mean == null ? null : wiring.producer(mean.input(0), "Pow");
    if (ratio == null || sum == null || mean == null || square == null) {
      return scaled;
    }
    String x = square.input(0);
    var epsilon = wiring.floats(sum.input(1), 0);
    boolean same =
        ratio.input(0).equals(x)
            && wiring.isNumber(square.input(1), 2)
            && epsilon.isPresent()
            && mean.integer("keepdims", 1) == 1
            && isLast(mean)
            && wiring.isConstant(scaled.input(1), 1);
    return same
        ? new Node(
            OPERATOR,
            "",
            scaled.name(),
            List.of(x, scaled.input(1)),
            scaled.outputs(),
            Map.of(
                "axis", Attribute.of(-1L),
                "epsilon", Attribute.of(epsilon.orElseThrow().floats()[0]),
                "stash_type", Attribute.of(1L)),
            scaled.rest())
        : scaled;
  }

  /** Whether a mean is over the last axis: of rows, or of heads. */
  private static boolean isLast(Node mean) {
    return mean.attributes().get("axes") instanceof Attribute.Ints(List<Long> axes)
        && axes.size() == 1
        && (axes.getFirst() == -1 || axes.getFirst() >= 2);
  }
}
