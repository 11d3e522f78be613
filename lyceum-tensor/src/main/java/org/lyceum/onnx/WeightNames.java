// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lyceum.onnx.OnnxWeights.Matrix;

/**
 * Finds the checkpoint names of a graph's weights.
 *
 * <ol>
 *   <li>What has a name like a parameter's, {@code encoder.layer.0.output.dense.bias}, keeps it,
 *       also where it reaches the graph through a {@code Constant}, or under a second name through
 *       an {@code Identity} (exporters join equal arrays so). {@code x^T} is how Lyceum writes the
 *       transposed of {@code x}.
 *   <li>A matrix without such a name belongs to the {@code MatMul} or {@code Gemm} that uses it. If
 *       its product is added to an array named {@code x.bias}, the matrix is {@code x.weight}; else
 *       the path of the node says what {@code x} is: {@code /encoder/layer.0/output/dense/MatMul}.
 *   <li>What is left keeps its name if it is floating-point, unless it is a scalar with a name that
 *       says nothing, as constants have.
 * </ol>
 *
 * <p>A matrix named by rule 2 is turned from {@code (in, out)} to {@code (out, in)}, unless the
 * graph itself transposes it before use.
 */
final class WeightNames {
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_]\\w*(\\.\\w+)+");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]+");
  private static final Pattern PATH = Pattern.compile("/(.+)/[A-Za-z]+(_\\d+)?");

  private final Graph graph;
  private final Map<String, List<Node>> users;
  private final Map<String, Matrix> values = new HashMap<>();
  private final Set<Constant> placed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, Matrix> named = new LinkedHashMap<>();

  WeightNames(Graph graph) {
    this.graph = graph;
    this.users = graph.users();
  }

  Map<String, Matrix> assign() {
    graph.constants().forEach((name, constant) -> source(name, new Matrix(constant, false)));
    graph.nodes().forEach(this::follow);
    graph.nodes().forEach(this::product);
    graph.constants().forEach(this::leftOver);
    return named;
  }

  /** Rule 1. */
  private void source(String name, Matrix matrix) {
    values.put(name, matrix);
    if (name.endsWith(Recorder.TRANSPOSED) && floating(matrix.constant()) && !matrix.transposed()) {
      String parameter = name.substring(0, name.length() - Recorder.TRANSPOSED.length());
      place(parameter, new Matrix(matrix.constant(), true));
      return;
    }
    if (floating(matrix.constant()) && !matrix.transposed() && PARAMETER.matcher(name).matches()) {
      place(name, matrix);
    }
  }

  private void follow(Node node) {
    var input = values.get(node.input(0));
    switch (node.type()) {
      case "Constant" -> {
        if (node.attributes().get("value") instanceof Attribute.Array array) {
          source(node.output(), new Matrix(array.value(), false));
        }
      }
      case "Identity" -> {
        if (input != null) {
          source(node.output(), input);
        }
      }
      case "Transpose" -> {
        if (input != null && input.constant().shape().rank() == 2 && swaps(node)) {
          source(node.output(), new Matrix(input.constant(), !input.transposed()));
        }
      }
      default -> {}
    }
  }

  private static boolean swaps(Node transpose) {
    return !(transpose.attributes().get("perm") instanceof Attribute.Ints order)
        || order.values().equals(List.of(1L, 0L));
  }

  /** Rule 2. */
  private void product(Node node) {
    boolean gemm = node.type().equals("Gemm");
    var operand = values.get(node.input(1));
    if (!(gemm || node.type().equals("MatMul"))
        || operand == null
        || !floating(operand.constant())
        || operand.constant().shape().rank() != 2
        || placed.contains(operand.constant())) {
      return;
    }
    // the operand is (in, out), unless Gemm itself transposes it
    boolean turn = operand.transposed() ^ !(gemm && node.integer("transB", 0) != 0);
    layer(node, gemm)
        .map(layer -> layer + ".weight")
        .filter(name -> !named.containsKey(name))
        .ifPresent(name -> place(name, new Matrix(operand.constant(), turn)));
  }

  private Optional<String> layer(Node node, boolean gemm) {
    var byBias = gemm ? layerOfBias(node.input(2)) : added(node.output());
    return byBias.or(() -> layerOfPath(node.name()));
  }

  /** {@return the layer of the bias that is added to a product} */
  private Optional<String> added(String product) {
    return users.getOrDefault(product, List.of()).stream()
        .filter(node -> node.type().equals("Add"))
        .flatMap(node -> node.inputs().stream())
        .flatMap(input -> layerOfBias(input).stream())
        .findFirst();
  }

  private Optional<String> layerOfBias(String value) {
    return values.containsKey(value)
            && PARAMETER.matcher(value).matches()
            && value.endsWith(".bias")
        ? Optional.of(value.substring(0, value.length() - ".bias".length()))
        : Optional.empty();
  }

  private static Optional<String> layerOfPath(String node) {
    var path = PATH.matcher(node);
    return path.matches() ? Optional.of(path.group(1).replace('/', '.')) : Optional.empty();
  }

  /**
   * {@return the path of a module's nodes, {@code encoder/layer.0/output}: a number stays with its
   * list}
   */
  static String path(String module) {
    return module.replaceAll("\\.(?!\\d+(\\.|$))", "/");
  }

  /** Rule 3. */
  private void leftOver(String name, Constant constant) {
    boolean says = constant.shape().rank() > 0 || WORD.matcher(name).matches();
    if (!placed.contains(constant) && says && floating(constant)) {
      named.putIfAbsent(name, new Matrix(constant, false));
    }
  }

  private static boolean floating(Constant constant) {
    return constant.type().hasDtype() && constant.type().dtype().isFloating();
  }

  private void place(String name, Matrix matrix) {
    named.put(name, matrix);
    placed.add(matrix.constant());
  }
}
