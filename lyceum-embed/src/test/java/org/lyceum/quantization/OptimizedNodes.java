// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.List;
import org.lyceum.embed.EncoderGraph;
import org.lyceum.onnx.Node;
import org.lyceum.onnx.OnnxModel;

/** What ONNX Runtime really runs of a graph. */
final class OptimizedNodes {
  private OptimizedNodes() {}

  /**
   * The types of the nodes of an optimized graph, in their order.
   *
   * @param model an ONNX model
   * @param file is written
   */
  static List<String> types(byte[] model, Path file) throws OrtException {
    try (var options = EncoderGraph.options()) {
      options.setOptimizedModelFilePath(file.toString());
      OrtEnvironment.getEnvironment().createSession(model, options).close();
    }
    return OnnxModel.open(file).graph().nodes().stream().map(Node::type).toList();
  }
}
