// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import ai.onnxruntime.OrtEnvironment;
import java.lang.module.ModuleDescriptor.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.OnnxModel;

/**
 * Writes a model as ONNX Runtime runs it fastest. A file keeps standard operators, which other
 * runtimes read too; this is for a graph that is run here and not kept. What is given and what
 * comes out stay, but for roundings.
 */
public final class Fusions {
  /**
   * In this order: rows are left out while all operators are standard ones, norms of heads want
   * norms, attention wants what turns and moves heads out of its way, and sums go into norms last,
   * because others look for sums.
   */
  private static final List<UnaryOperator<Graph>> ALL =
      List.of(
          RootMeanSquares::of,
          SplitProducts::of,
          PooledRows::of,
          HeadNorms::of,
          RotaryOperators::of,
          FusedAttention::of,
          SkipNorms::of);

  /** The version of standard operators from which axes are inputs. */
  private static final long OPSET = 13;

  /** Before it, attention read the bias of all texts of a batch but the first at a wrong place. */
  private static final Version RUNTIME = Version.parse("1.22");

  private Fusions() {}

  /**
   * {@return the model, to be run for one result; in standard operators still, where they or ONNX
   * Runtime are too old}
   *
   * @param model in standard operators
   * @param result what is asked for; where the model does not give it, all results stay
   */
  public static OnnxModel of(OnnxModel model, String result) {
    Graph graph = model.graph();
    var asked = graph.outputs().stream().filter(each -> each.name().equals(result)).toList();
    if (!asked.isEmpty()) {
      graph = graph.withOutputs(asked);
    }
    if (model.opsets().getOrDefault("", 0L) < OPSET
        || !knows(OrtEnvironment.getEnvironment().getVersion())) {
      return model.withGraph(graph);
    }
    for (var fusion : ALL) {
      graph = fusion.apply(graph);
    }
    return with(model, graph);
  }

  /** Whether a version of ONNX Runtime, such as 1.22.0, has the operators as they are needed. */
  static boolean knows(String version) {
    try {
      return Version.parse(version).compareTo(RUNTIME) >= 0;
    } catch (IllegalArgumentException e) {
      return false; // a version that says nothing
    }
  }

  /** The model with a graph that may hold ONNX Runtime's own operators. */
  static OnnxModel with(OnnxModel model, Graph graph) {
    var opsets = new LinkedHashMap<>(model.opsets());
    opsets.put(Wiring.OWN, 1L);
    return new OnnxModel(
        model.irVersion(), model.producer(), opsets, graph, model.metadata(), model.rest());
  }
}
