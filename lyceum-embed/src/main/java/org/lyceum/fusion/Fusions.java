// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

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
  /** Each prepares the next. */
  private static final List<UnaryOperator<Graph>> ALL =
      List.of(
          RootMeanSquares::of,
          SplitProducts::of,
          PooledRows::of,
          HeadNorms::of,
          Rotations::of,
          FusedAttention::of,
          SkipNorms::of);

  private Fusions() {}

  /**
   * {@return the model, to be run}
   *
   * @param model in standard operators
   */
  public static OnnxModel of(OnnxModel model) {
    Graph graph = model.graph();
    for (var fusion : ALL) {
      graph = fusion.apply(graph);
    }
    return with(model, graph);
  }

  /** The model with a graph that may hold ONNX Runtime's own operators. */
  static OnnxModel with(OnnxModel model, Graph graph) {
    var opsets = new LinkedHashMap<>(model.opsets());
    opsets.put(Wiring.OWN, 1L);
    return new OnnxModel(
        model.irVersion(), model.producer(), opsets, graph, model.metadata(), model.rest());
  }
}
