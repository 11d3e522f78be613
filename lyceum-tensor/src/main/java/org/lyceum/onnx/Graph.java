// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a model computes.
 *
 * @param name the graph's name
 * @param nodes its operations, each after those whose outputs it takes
 * @param constants initializers by name
 * @param inputs what must be given
 * @param outputs what it gives
 * @param rest other fields
 */
public record Graph(
    String name,
    List<Node> nodes,
    Map<String, Constant> constants,
    List<Value> inputs,
    List<Value> outputs,
    Fields rest) {
  /** Keeps unmodifiable copies. */
  public Graph {
    nodes = List.copyOf(nodes);
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * {@return this graph with each node replaced by what a rule makes of it}
   *
   * @param rule gives the nodes that take a node's place: itself, none, or others that give the
   *     same outputs
   */
  public Graph rewrite(Function<Node, List<Node>> rule) {
    var result = new ArrayList<Node>();
    nodes.forEach(node -> result.addAll(rule.apply(node)));
    return new Graph(name, result, constants, inputs, outputs, rest);
  }

  /**
   * {@return this graph with more initializers, or others in place of those of the same name}
   *
   * @param more the initializers
   */
  public Graph withConstants(Collection<Constant> more) {
    var result = new LinkedHashMap<>(constants);
    more.forEach(constant -> result.put(constant.name(), constant));
    return new Graph(name, nodes, result, inputs, outputs, rest);
  }

  /**
   * {@return this graph with other operations}
   *
   * @param others each after those whose outputs it takes
   */
  public Graph withNodes(List<Node> others) {
    return new Graph(name, others, constants, inputs, outputs, rest);
  }

  /**
   * {@return this graph with other results, without what they do not need}
   *
   * @param others what it gives
   */
  public Graph withOutputs(List<Value> others) {
    return new Graph(name, nodes, constants, inputs, others, rest)
        .withoutUnusedNodes()
        .withoutUnusedConstants();
  }

  /** {@return this graph without initializers that no node and no output uses} */
  public Graph withoutUnusedConstants() {
    var used = new HashSet<String>();
    nodes.forEach(node -> used.addAll(node.taken()));
    outputs.forEach(output -> used.add(output.name()));
    var result = new LinkedHashMap<>(constants);
    result.keySet().removeIf(constant -> !used.contains(constant));
    return new Graph(name, nodes, result, inputs, outputs, rest);
  }

  /**
   * {@return the nodes that multiply by a constant matrix, {@code MatMul} with an initializer as
   * its second input}
   */
  public List<Node> matrixProducts() {
    return nodes.stream()
        .filter(node -> node.type().equals("MatMul") && constants.containsKey(node.input(1)))
        .toList();
  }

  /** {@return this graph without nodes whose results nobody takes} */
  public Graph withoutUnusedNodes() {
    var used = new HashSet<String>();
    outputs.forEach(output -> used.add(output.name()));
    var kept = new ArrayDeque<Node>();
    for (var node : nodes.reversed()) {
      if (node.outputs().stream().anyMatch(used::contains)) {
        used.addAll(node.taken());
        kept.addFirst(node);
      }
    }
    return new Graph(name, List.copyOf(kept), constants, inputs, outputs, rest);
  }

  /** {@return the node that gives each value, by the value's name} */
  public Map<String, Node> producers() {
    var producers = new HashMap<String, Node>();
    nodes.forEach(node -> node.outputs().forEach(output -> producers.put(output, node)));
    return producers;
  }

  /** {@return the nodes that take each value, by the value's name} */
  public Map<String, List<Node>> users() {
    var users = new HashMap<String, List<Node>>();
    for (var node : nodes) {
      for (var input : node.taken()) {
        users.computeIfAbsent(input, any -> new ArrayList<>()).add(node);
      }
    }
    return users;
  }

  static Graph read(WireReader in) {
    String name = "";
    var nodes = new ArrayList<Node>();
    var constants = new LinkedHashMap<String, Constant>();
    var inputs = new ArrayList<Value>();
    var outputs = new ArrayList<Value>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> nodes.add(Node.read(in.message()));
        case 2 -> name = in.text();
        case 5 -> {
          var constant = Constant.read(in.message());
          constants.put(constant.name(), constant);
        }
        case 11 -> inputs.add(Value.read(in.message()));
        case 12 -> outputs.add(Value.read(in.message()));
        default -> in.skip();
      }
    }
    return new Graph(name, nodes, constants, inputs, outputs, in.rest());
  }

  WireWriter write() {
    var out = new WireWriter();
    nodes.forEach(node -> out.message(1, node.write()));
    out.text(2, name);
    constants.values().forEach(constant -> out.message(5, constant.write()));
    inputs.forEach(input -> out.message(11, input.write()));
    outputs.forEach(output -> out.message(12, output.write()));
    return out.fields(rest);
  }
}
