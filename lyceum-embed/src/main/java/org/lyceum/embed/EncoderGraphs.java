// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lyceum.folder.Golden;
import org.lyceum.folder.GraphExport;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelSpec;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.tensor.DataException;

/** Finds the graph of a model, or makes it. */
final class EncoderGraphs {
  private EncoderGraphs() {}

  /**
   * The folder's own graph where it gives vectors and is known to be the model, else one made from
   * the weights in memory.
   */
  static EncoderGraph open(ModelFolder folder, GraphPrecision precision) {
    if (precision == GraphPrecision.INT8) {
      return int8(folder);
    }
    Optional<Path> file = folder.vouchedGraph();
    Optional<OnnxModel> own =
        file.map(OnnxModel::open).filter(model -> gives(model.graph(), folder.spec()));
    return own.isPresent()
        ? EncoderGraph.open(file.orElseThrow(), own.get())
        : EncoderGraph.open(folder.path(), recorded(folder));
  }

  private static OnnxModel recorded(ModelFolder folder) {
    try {
      return GraphExport.graph(folder.spec(), folder.weights()).toModel();
    } catch (IllegalArgumentException e) {
      throw new DataException(
          folder.path(), "the weights must fit their configuration: " + e.getMessage(), e);
    }
  }

  private static EncoderGraph int8(ModelFolder model) {
    Path folder = model.path();
    if (!Int8File.isIn(folder)) {
      throw new IllegalStateException(
          "%s has no 8-bit graph %s; 'lyceum quantize %s --output DIR' makes a copy that has one"
              .formatted(folder, Int8File.NAME, folder));
    }
    Path file = Int8File.of(folder);
    var graph = OnnxModel.open(file);
    if (!model.graphStamp().isOn(graph)) {
      throw new DataException(
          folder,
          "the 8-bit graph %s must be made from the weights and settings of this folder, but they were others or are not known; make it anew with 'lyceum quantize %s --output DIR'"
              .formatted(Int8File.NAME, folder));
    }
    return EncoderGraph.open(file, graph);
  }

  /** Whether a graph pools, and where prompts do not count in pooling, can leave them out. */
  private static boolean gives(Graph graph, ModelSpec spec) {
    return graph.outputs().stream().anyMatch(out -> out.name().equals(GraphExport.VECTORS))
        && (spec.text().includePrompt()
            || graph.inputs().stream().anyMatch(in -> in.name().equals(GraphExport.COUNTED)));
  }

  /** Compares with the golden vectors; 8-bit ones need only point the same way. */
  static void check(
      ModelFolder folder,
      Golden golden,
      GraphPrecision precision,
      Function<List<String>, List<float[]>> model) {
    if (precision == GraphPrecision.FLOAT32) {
      golden.check(folder.path(), model);
      return;
    }
    golden.checkNear(Int8File.of(folder.path()), model);
  }
}
