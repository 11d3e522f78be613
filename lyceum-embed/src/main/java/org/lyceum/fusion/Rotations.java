// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

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
final class Rotations {
  static final String OPERATOR = "RotaryEmbedding";

  private static final String FIRST = "rotary/first"; // the position of the first token

  private final Graph graph;
  private final Wiring wiring;
  private final Map<String, Constant> constants = new LinkedHashMap<>();

  /**
   * What is turned.
   *
   * @param apart the node that sets the heads of a token apart, {@code (B, T, H, d)}
   * @param shape what it takes, the last two being {@code H} and {@code d}
   */
  private record Heads(Node apart, long[] shape) {}

  /** Heads and the angles' cosines and sines, {@code (T, d / 2)}. */
  private record Turned(Heads heads, String cos, String sin) {}

  private Rotations(Graph graph) {
    this.graph = graph;
    wiring = new Wiring(graph);
  }

  static Graph of(Graph graph) {
    return new Rotations(graph).rewritten();
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
    Node apart = turned.heads.apart;
    long heads = turned.heads.shape[2];
    constants.put(FIRST, Constant.ofLongs(FIRST, Shape.of(1), 0));
    String name = "rotary/" + concat.output();
    return List.of(
        new Node(
            OPERATOR,
            Wiring.OWN,
            name,
            List.of(apart.input(0), FIRST, turned.cos, turned.sin),
            List.of(name),
            Map.of("num_heads", Attribute.of(heads)),
            Fields.NONE),
        Node.of("Reshape", name + "/apart", List.of(name, apart.input(1)), name + "/apart"),
        Node.of("Transpose", concat.output(), List.of(name + "/apart"), concat.output())
            .with("perm", new Attribute.Ints(Wiring.HEADS_FIRST)));
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
    @Nullable Heads heads = halved(aCos.input(0), bSin.input(0));
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
  private @Nullable Heads halved(String a, String b) {
    @Nullable Node first = wiring.producer(a, "Slice");
    @Nullable Node second = wiring.producer(b, "Slice");
    if (first == null || second == null || !first.input(0).equals(second.input(0))) {
      return null;
    }
    @Nullable Node moved = wiring.transposed(first.input(0), Wiring.HEADS_FIRST);
    @Nullable Node apart = moved == null ? null : wiring.producer(moved.input(0), "Reshape");
    long[] shape = apart == null ? new long[0] : wiring.longs(apart.input(1));
    if (apart == null || shape.length != 4) {
      return null;
    }
    boolean halves = isPart(first, 0, shape[3] / 2) && isPart(second, shape[3] / 2, shape[3]);
    return halves ? new Heads(apart, shape) : null;
  }

  private boolean isPart(Node slice, long from, long to) {
    return Arrays.equals(wiring.longs(slice.input(1)), new long[] {from})
        && Arrays.equals(wiring.longs(slice.input(2)), new long[] {to})
        && Arrays.equals(wiring.longs(slice.input(3)), new long[] {3});
  }
}
