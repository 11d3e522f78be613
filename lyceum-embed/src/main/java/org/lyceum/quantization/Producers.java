// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import java.util.List;
import java.util.Map;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;

/** Which node gives a value of a graph. */
final class Producers {
  private final Map<String, Node> byOutput;

  Producers(Graph graph) {
    byOutput = graph.producers();
  }

  /** Whether an operator of a type gives it. */
  boolean isFrom(String value, String type) {
    Node node = byOutput.get(value);
    return node != null && node.type().equals(type);
  }

  /** Whether a normalization gives it: by mean and variance, or by the root of a mean square. */
  boolean isNorm(String value) {
    Node node = byOutput.get(value);
    return isFrom(value, "LayerNormalization")
        || (node != null
            && node.type().equals("Mul")
            && node.inputs().stream().anyMatch(this::isDividedByARoot));
  }

  private boolean isDividedByARoot(String value) {
    Node node = byOutput.get(value);
    return node != null && node.type().equals("Div") && isFrom(node.input(1), "Sqrt");
  }

  /** Whether {@code 0.5 x (1 + erf(x / sqrt 2))} gives it. */
  boolean isGelu(String value) {
    String found = value;
    for (String type : List.of("Mul", "Mul", "Add")) {
      Node node = byOutput.get(found);
      if (node == null || !node.type().equals(type)) {
        return false;
      }
      found = next(node);
    }
    return isFrom(found, "Erf");
  }

  /** The input that leads to Erf: a computed one, and in the product of both the sum. */
  private String next(Node node) {
    return node.inputs().stream()
        .filter(input -> isFrom(input, "Mul") || isFrom(input, "Erf"))
        .findFirst()
        .or(() -> node.inputs().stream().filter(this::isSumWithErf).findFirst())
        .orElse("");
  }

  private boolean isSumWithErf(String value) {
    Node node = byOutput.get(value);
    return node != null
        && node.type().equals("Add")
        && node.inputs().stream().anyMatch(input -> isFrom(input, "Erf"));
  }
}
