// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Initializers in 16 bits, widened where they are used: a file of half the size that computes the
 * same numbers. Only what 16 bits hold exactly is kept so, as the weights of a checkpoint in 16
 * bits are; nothing is rounded.
 */
final class HalfConstants {
  private static final String WIDE = "/float32";

  /** Smaller arrays are not worth a node. */
  private static final long WORTH = 1_024;

  private HalfConstants() {}

  /** A graph whose large initializers are in 16 bits where they fit. */
  static Graph narrowed(Graph graph) {
    var constants = new LinkedHashMap<>(graph.constants());
    var wide = new HashMap<String, String>();
    var nodes = new ArrayList<Node>();
    for (var constant : graph.constants().values()) {
      narrowed(constant)
          .ifPresent(
              half -> {
                String name = constant.name() + WIDE;
                constants.put(constant.name(), half);
                wide.put(constant.name(), name);
                nodes.add(
                    Node.of("Cast", name, List.of(constant.name()), name)
                        .with("to", Attribute.of((long) ElementType.FLOAT.code())));
              });
    }
    graph.nodes().forEach(node -> nodes.add(renamed(node, wide)));
    return with(graph, nodes, constants);
  }

  /** A graph that takes initializers in 16 bits as they are: for a reader of weights. */
  static Graph direct(Graph graph) {
    var narrow = new HashMap<String, String>();
    for (var node : graph.nodes()) {
      if (isWidening(node, graph.constants())) {
        narrow.put(node.output(), node.input(0));
      }
    }
    var nodes =
        graph.nodes().stream()
            .filter(node -> !narrow.containsKey(node.output()))
            .map(node -> renamed(node, narrow))
            .toList();
    return with(graph, nodes, graph.constants());
  }

  private static boolean isWidening(Node node, Map<String, Constant> constants) {
    var constant = constants.get(node.input(0));
    return node.type().equals("Cast")
        && constant != null
        && (constant.type() == ElementType.FLOAT16 || constant.type() == ElementType.BFLOAT16)
        && node.integer("to", 0) == ElementType.FLOAT.code();
  }

  private static Node renamed(Node node, Map<String, String> names) {
    return node.inputs().stream().anyMatch(names::containsKey)
        ? node.withInputs(
            node.inputs().stream().map(input -> names.getOrDefault(input, input)).toList())
        : node;
  }

  private static Graph with(Graph graph, List<Node> nodes, Map<String, Constant> constants) {
    return new Graph(graph.name(), nodes, constants, graph.inputs(), graph.outputs(), graph.rest());
  }

  private static Optional<Constant> narrowed(Constant constant) {
    if (constant.type() != ElementType.FLOAT || constant.shape().elements() < WORTH) {
      return Optional.empty();
    }
    float[] values = constant.floats();
    boolean half = true;
    boolean upper = true;
    for (float value : values) {
      half &= Float.float16ToFloat(Float.floatToFloat16(value)) == value;
      upper &= (Float.floatToRawIntBits(value) & 0xFFFF) == 0;
      if (!half && !upper) {
        return Optional.empty();
      }
    }
    var data = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      data.putShort(
          half ? Float.floatToFloat16(value) : (short) (Float.floatToRawIntBits(value) >>> 16));
    }
    return Optional.of(
        new Constant(
            constant.name(),
            half ? ElementType.FLOAT16 : ElementType.BFLOAT16,
            constant.shape(),
            data.flip(),
            constant.rest()));
  }
}
