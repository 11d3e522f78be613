// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.onnx.Attribute;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.tensor.Shape;

/**
 * Normalizes heads before they are moved in front of the tokens, and not behind: it is the same,
 * and then the move stands next to attention, which takes it in.
 */
final class HeadNorms {
  private static final Set<String> NORMS = Set.of("LayerNormalization", RootMeanSquares.OPERATOR);
  private static final String PREFIX = "heads/";

  private final Graph graph;
  private final Wiring wiring;
  private final Map<String, Constant> constants = new LinkedHashMap<>();

  private HeadNorms(Graph graph) {
    this.graph = graph;
    wiring = new Wiring(graph);
  }

  static Graph of(Graph graph) {
    return new HeadNorms(graph).rewritten();
  }

  private Graph rewritten() {
    return graph
        .rewrite(this::before)
        .withConstants(constants.values())
        .withoutUnusedNodes()
        .withoutUnusedConstants();
  }

  private List<Node> before(Node norm) {
    @Nullable Node moved =
        NORMS.contains(norm.type()) && norm.integer("axis", -1) == -1
            ? wiring.transposed(norm.input(0), Wiring.HEADS_FIRST)
            : null;
    @Nullable Node apart = moved == null ? null : wiring.producer(moved.input(0), "Reshape");
    long[] shape = apart == null ? new long[0] : wiring.longs(apart.input(1));
    if (moved == null || apart == null || shape.length != 4) {
      return List.of(norm);
    }
    String name = PREFIX + norm.output();
    String whole = PREFIX + "width/" + shape[2] * shape[3];
    constants.put(whole, Constant.ofLongs(whole, Shape.of(3), 0, 0, shape[2] * shape[3]));
    var inputs = new ArrayList<>(norm.inputs());
    inputs.set(0, apart.output());
    return List.of(
        norm.withInputs(inputs).withOutputs(List.of(name + "/norm")),
        Node.of("Reshape", name, List.of(name + "/norm", whole), name),
        Node.of("Reshape", name + "/apart", List.of(name, apart.input(1)), name + "/apart"),
        Node.of("Transpose", norm.output(), List.of(name + "/apart"), norm.output())
            .with("perm", new Attribute.Ints(Wiring.HEADS_FIRST)));
  }
}
