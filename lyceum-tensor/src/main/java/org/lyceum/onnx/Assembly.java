// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lyceum.onnx.GraphParameters.Source;

/** Makes a graph of what was recorded: only what the outputs need, and under their names. */
final class Assembly {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final Set<String> needed = new HashSet<>();

  Assembly(Recorder recorder, Map<String, TracedTensor> outputs) {
    var makers = new HashMap<String, Node>();
    recorder.nodes().forEach(node -> makers.put(node.output(), node));
    outputs.values().forEach(output -> require(output.value(), makers));
    var renamed = new HashMap<String, String>();
    outputs.forEach(
        (name, tensor) -> {
          if (makers.containsKey(tensor.value())) {
            renamed.putIfAbsent(tensor.value(), name);
          }
        });
    for (var node : recorder.nodes()) {
      if (needed.contains(node.output())) {
        nodes.add(renamed(node, renamed));
      }
    }
    outputs.forEach(
        (name, tensor) -> {
          String value = renamed.getOrDefault(tensor.value(), tensor.value());
          if (!value.equals(name)) { // an input, a parameter, or a second name for an output
            nodes.add(Node.of("Identity", "/" + name, List.of(value), name));
          }
        });
    recorder
        .constants()
        .forEach(
            (name, constant) -> {
              if (needed.contains(name)) {
                constants.put(name, constant);
              }
            });
  }

  private void require(String value, Map<String, Node> makers) {
    var open = new ArrayDeque<String>(List.of(value));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (needed.add(next) && makers.containsKey(next)) {
        open.addAll(makers.get(next).inputs());
      }
    }
  }

  private static Node renamed(Node node, Map<String, String> names) {
    return node.withInputs(
            node.inputs().stream().map(input -> names.getOrDefault(input, input)).toList())
        .withOutputs(List.of(names.getOrDefault(node.output(), node.output())));
  }

  /** {@return whether the outputs need a parameter} */
  boolean needs(String parameter) {
    return needed.contains(parameter) || needed.contains(Recorder.transposed(parameter));
  }

  /** Adds a parameter as it is, or transposed where only linear layers use it. */
  void parameter(String name, Source source) {
    String turned = Recorder.transposed(name);
    if (needed.contains(name)) {
      constants.put(name, source.constant(name));
      if (needed.contains(turned)) {
        nodes.addFirst(
            Node.of("Transpose", "/" + WeightNames.path(name) + "/Transpose", List.of(name), turned)
                .with("perm", Attribute.of(new long[] {1, 0})));
      }
    } else if (needed.contains(turned)) {
      constants.put(turned, source.transposed(turned));
    }
  }

  List<Node> nodes() {
    return nodes;
  }

  Map<String, Constant> constants() {
    return constants;
  }
}
