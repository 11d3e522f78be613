// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.tensor.Shape;

/**
 * Normalizes heads before they are moved in front of the tokens, and not behind: it is the same,
 * and then the move stands next to attention, which takes it in.
 */
final class HeadNorms {
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
    return Wiring.isNorm(norm)
        ? wiring.heads(norm.input(0)).map(heads -> before(norm, heads)).orElse(List.of(norm))
        : List.of(norm);
  }

  private List<Node> before(Node norm, Wiring.Heads heads) {
    String rows = PREFIX + norm.output();
    String normalized = rows + "/norm"; // (B, T, H, d)
    long width = heads.count() * heads.width();
    String shape = PREFIX + "width/" + width;
    constants.put(shape, Constant.ofLongs(shape, Shape.of(3), 0, 0, width));
    var inputs = new ArrayList<>(norm.inputs());
    inputs.set(0, heads.apart().output());
    var nodes = new ArrayList<Node>();
    nodes.add(norm.withInputs(inputs).withOutputs(List.of(normalized)));
    nodes.add(Node.of("Reshape", rows, List.of(normalized, shape), rows));
    nodes.addAll(Wiring.asHeads(rows, heads, norm.output()));
    return nodes;
  }
}
