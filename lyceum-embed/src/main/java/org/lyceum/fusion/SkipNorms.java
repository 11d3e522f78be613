// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.onnx.Attribute;
import org.lyceum.onnx.Fields;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;

/**
 * Writes the sum before a normalization, and the constant that a linear layer adds before it, into
 * the normalization: each of them would go through all states once more.
 */
final class SkipNorms {
  private static final Map<String, String> OPERATORS =
      Map.of(
          "LayerNormalization",
          "SkipLayerNormalization",
          RootMeanSquares.OPERATOR,
          "SkipSimplifiedLayerNormalization");

  /** What a normalization adds where it does not say it. */
  private static final float EPSILON = 1e-5f;

  private final Graph graph;
  private final Wiring wiring;
  private final TokenStates states;

  private SkipNorms(Graph graph) {
    this.graph = graph;
    wiring = new Wiring(graph);
    states = new TokenStates(graph, wiring);
  }

  static Graph of(Graph graph) {
    return new SkipNorms(knownFirst(graph)).rewritten();
  }

  /** What follows from constants alone in front: a norm that moves to the sum may take it. */
  private static Graph knownFirst(Graph graph) {
    var first = new ArrayList<Node>();
    var others = new ArrayList<Node>();
    Set<String> known = new HashSet<>(graph.constants().keySet());
    for (Node node : graph.nodes()) {
      if (known.containsAll(node.taken())) {
        known.addAll(node.outputs());
        first.add(node);
      } else {
        others.add(node);
      }
    }
    first.addAll(others);
    return graph.withNodes(first);
  }

  private Graph rewritten() {
    var norms = new HashMap<Node, Node>(); // by the sum before
    for (Node norm : graph.nodes()) {
      @Nullable Node sum = sum(norm);
      if (sum != null) {
        norms.putIfAbsent(sum, norm);
      }
    }
    Set<Node> taken = new HashSet<>(norms.values());
    return graph
        .rewrite(
            node -> {
              @Nullable Node norm = norms.get(node);
              return norm != null
                  ? List.of(fused(node, norm))
                  : taken.contains(node) ? List.of() : List.of(node);
            })
        .withoutUnusedNodes()
        .withoutUnusedConstants();
  }

  private @Nullable Node sum(Node norm) {
    if (!Wiring.isNorm(norm) || !wiring.hasConstants(norm)) {
      return null;
    }
    @Nullable Node sum = wiring.producer(norm.input(0), "Add");
    return sum != null && sum.inputs().stream().allMatch(states::contains) ? sum : null;
  }

  private Node fused(Node sum, Node norm) {
    var inputs = new ArrayList<String>();
    String bias = "";
    for (String input : sum.inputs()) {
      @Nullable Node add = bias.isEmpty() ? wiring.producer(input, "Add") : null;
      if (add != null
          && wiring.users(input).size() == 1
          && !wiring.isResult(input)
          && wiring.floats(add.input(1), 1).isPresent()) {
        bias = add.input(1);
        inputs.add(add.input(0));
      } else {
        inputs.add(input);
      }
    }
    inputs.addAll(norm.inputs().subList(1, norm.inputs().size()));
    if (!bias.isEmpty()) {
      if (norm.type().equals("LayerNormalization") && norm.inputs().size() == 2) {
        inputs.add(""); // nothing is added at the end
      }
      inputs.add(bias);
    }
    var outputs = new ArrayList<>(norm.outputs());
    if (wiring.users(sum.output()).size() > 1 || wiring.isResult(sum.output())) {
      outputs.addAll(List.of("", "", sum.output()));
    }
    return new Node(
        Objects.requireNonNull(OPERATORS.get(norm.type())),
        Wiring.OWN,
        norm.name(),
        inputs,
        outputs,
        Map.of("epsilon", norm.attributes().getOrDefault("epsilon", Attribute.of(EPSILON))),
        Fields.NONE);
  }
}
