// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.onnx.Attribute;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.Fields;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.tensor.Shape;

/**
 * Writes positions as rotations by ONNX Runtime's own operator, which turns all heads of a token
 * where they stand and copies nothing. Only whole heads are written so.
 *
 * @see <a href="https://arxiv.org/abs/2104.09864">Su et al. 2021</a>, eq. 34
 */
final class RotaryOperators {
  private static final String OPERATOR = "RotaryEmbedding";

  private static final String FIRST = "rotary/first"; // the position of the first token

  private final Graph graph;
  private final Wiring wiring;
  private final Map<String, Constant> constants = new LinkedHashMap<>();

  /** Heads and the angles' cosines and sines, {@code (T, d / 2)}. */
  private record Turned(Wiring.Heads heads, String cos, String sin) {}

  private RotaryOperators(Graph graph) {
    this.graph = graph;
    wiring = new Wiring(graph);
  }

  static Graph of(Graph graph) {
    return new RotaryOperators(graph).rewritten();
  }

  private Graph rewritten() {
    return graph
        .rewrite(node -> node.type().equals("Concat") ? fused(node) : List.of(node))
        .withConstants(constants.values())
        .withoutUnusedNodes()
        .withoutUnusedConstants();
  }

  private List<Node> fused(Node concat) {
    @Nullable Turned turned = turned(concat);
    if (turned == null) {
      return List.of(concat);
    }
    constants.put(FIRST, Constant.ofLongs(FIRST, Shape.of(1), 0));
    String rows = "rotary/" + concat.output();
    var nodes = new ArrayList<Node>();
    nodes.add(
        new Node(
            OPERATOR,
            Wiring.OWN,
            rows,
            List.of(turned.heads.rows(), FIRST, turned.cos, turned.sin),
            List.of(rows),
            Map.of("num_heads", Attribute.of(turned.heads.count())),
            Fields.NONE));
    nodes.addAll(Wiring.asHeads(rows, turned.heads, concat.output()));
    return nodes;
  }

  /** {@code (a cos - b sin, b cos + a sin)} of the halves {@code a} and {@code b} of heads. */
  private @Nullable Turned turned(Node concat) {
    if (concat.inputs().size() != 2 || concat.integer("axis", 0) != 3) {
      return null;
    }
    @Nullable Node first = wiring.producer(concat.input(0), "Sub");
    @Nullable Node second = wiring.producer(concat.input(1), "Add");
    if (first == null || second == null) {
      return null;
    }
    @Nullable Node aCos = wiring.producer(first.input(0), "Mul");
    @Nullable Node bSin = wiring.producer(first.input(1), "Mul");
    @Nullable Node bCos = wiring.producer(second.input(0), "Mul");
    @Nullable Node aSin = wiring.producer(second.input(1), "Mul");
    if (aCos == null || bSin == null || bCos == null || aSin == null) {
      return null;
    }
    String cos = aCos.input(1);
    String sin = bSin.input(1);
    Wiring.@Nullable Heads heads = halved(aCos.input(0), bSin.input(0));
    boolean same =
        bCos.inputs().equals(List.of(bSin.input(0), cos))
            && aSin.inputs().equals(List.of(aCos.input(0), sin))
            && isOf(cos, "Cos")
            && isOf(sin, "Sin");
    return same && heads != null ? new Turned(heads, cos, sin) : null;
  }

  /** Whether a function of angles gives a value, times a number perhaps. */
  private boolean isOf(String value, String type) {
    @Nullable Node scaled = wiring.producer(value, "Mul");
    boolean isScaled = scaled != null && wiring.floats(scaled.input(1), 0).isPresent();
    return wiring.isFrom(scaled != null && isScaled ? scaled.input(0) : value, type);
  }

  /** The heads whose first and second halves two values are. */
  private Wiring.@Nullable Heads halved(String a, String b) {
    @Nullable Node first = wiring.producer(a, "Slice");
    @Nullable Node second = wiring.producer(b, "Slice");
    if (first == null || second == null || !first.input(0).equals(second.input(0))) {
      return null;
    }
    return wiring
        .heads(first.input(0))
        .filter(heads -> isPart(first, 0, heads.width() / 2))
        .filter(heads -> isPart(second, heads.width() / 2, heads.width()))
        .orElse(null);
  }

  private boolean isPart(Node slice, long from, long to) {
    return Arrays.equals(wiring.longs(slice.input(1)), new long[] {from})
        && Arrays.equals(wiring.longs(slice.input(2)), new long[] {to})
        && Arrays.equals(wiring.longs(slice.input(3)), new long[] {3});
  }
}
