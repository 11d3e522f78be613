// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lyceum.onnx.Attribute;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.tensor.Shape;

/**
 * Computes only the tokens that pooling takes, from the last attention on: where a text's vector is
 * the state of one of its tokens, the last layer's feed-forward part of the others is for nothing.
 */
final class PooledRows {
  private static final String PREFIX = "pooled/";

  private final Graph graph;
  private final Wiring wiring;
  private final TokenStates states;
  private final Map<String, Constant> constants = new LinkedHashMap<>();

  private PooledRows(Graph graph) {
    this.graph = graph;
    wiring = new Wiring(graph);
    states = new TokenStates(graph, wiring);
  }

  static Graph of(Graph graph) {
    var picks = graph.nodes().stream().filter(node -> node.type().equals("GatherND")).toList();
    return picks.size() == 1 ? new PooledRows(graph).rewritten(picks.getFirst()) : graph;
  }

  private Graph rewritten(Node pick) {
    if (pick.integer("batch_dims", 0) != 1
        || !states.contains(pick.input(0))
        || !isOneToken(pick.input(1))) {
      return graph;
    }
    Set<String> pooled = new HashSet<>(List.of(pick.input(0))); // of which one row is taken
    Set<Node> moved = new HashSet<>(); // that work on that row alone
    for (Node node : graph.nodes().reversed()) {
      if (node.outputs().stream().anyMatch(pooled::contains)
          && states.isRowByRow(node)
          && node.outputs().stream().noneMatch(wiring::isResult)
          && node.outputs().stream()
              .flatMap(output -> wiring.users(output).stream())
              .allMatch(user -> user.equals(pick) || moved.contains(user))) {
        moved.add(node);
        node.inputs().stream().filter(states::contains).forEach(pooled::add);
      }
    }
    return moved.isEmpty() ? graph : rewritten(pick, moved);
  }

  /** Whether an index is that of the first or of the last token of each text, {@code (B, 1)}. */
  private boolean isOneToken(String index) {
    var difference = wiring.producer(index, "Sub");
    return wiring.isFrom(difference == null ? index : difference.input(1), "ReduceMax");
  }

  private Graph rewritten(Node pick, Set<Node> moved) {
    var nodes = new ArrayList<Node>();
    for (Node node : graph.nodes()) {
      if (node.equals(pick)) {
        nodes.addAll(ofOneRow(pick, moved));
      } else if (!moved.contains(node)) {
        nodes.add(node);
      }
    }
    return graph.withNodes(nodes).withConstants(constants.values());
  }

  /**
   * The moved nodes on one row a text, between what picks the rows and what leaves the axis out.
   */
  private List<Node> ofOneRow(Node pick, Set<Node> moved) {
    String axis = PREFIX + "axis";
    String index = PREFIX + "index"; // (B, 1, 1)
    constants.put(axis, Constant.ofLongs(axis, Shape.of(1), 1));
    var nodes = new ArrayList<Node>();
    nodes.add(Node.of("Unsqueeze", index, List.of(pick.input(1), axis), index));
    Set<String> ofOne = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (!moved.contains(node)) {
        continue;
      }
      var inputs = new ArrayList<String>();
      for (String input : node.inputs()) {
        boolean picked = states.contains(input) && !ofOne.contains(input);
        if (picked && ofOne.add(PREFIX + input)) {
          nodes.add(
              Node.of("GatherND", PREFIX + input, List.of(input, index), PREFIX + input)
                  .with("batch_dims", Attribute.of(1L)));
        }
        inputs.add(picked ? PREFIX + input : input);
      }
      nodes.add(node.withInputs(inputs));
      ofOne.addAll(node.outputs());
    }
    nodes.add(Node.of("Squeeze", pick.name(), List.of(pick.input(0), axis), pick.output()));
    return nodes;
  }

  /** Whether a node picks rows for others. */
  static boolean isPick(Node node) {
    return node.type().equals("GatherND") && node.output().startsWith(PREFIX);
  }
}
