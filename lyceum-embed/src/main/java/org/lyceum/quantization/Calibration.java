// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.embed.EncoderGraph;
import org.lyceum.onnx.Attribute;
import org.lyceum.onnx.ElementType;
import org.lyceum.onnx.Fields;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.onnx.Value;
import org.lyceum.tensor.Shape;
import org.lyceum.text.TokenIds;

/**
 * The largest magnitude that each channel of some values of a graph takes over texts.
 *
 * @param largest by the name of the value, {@code (K)}
 */
record Calibration(Map<String, float[]> largest) {
  private static final String PREFIX = "calibration/";

  /**
   * Runs texts, each alone, so that nothing is padded.
   *
   * @param model the graph
   * @param values names of values of shape {@code (batch, tokens, K)}
   * @param texts at least one
   */
  static Calibration of(OnnxModel model, Collection<String> values, List<TokenIds> texts) {
    var outputs = new LinkedHashMap<String, String>(); // name of the output to the value
    values.forEach(value -> outputs.put(PREFIX + outputs.size(), value));
    byte[] bytes = model.withGraph(measuring(model.graph(), outputs)).toBytes();
    var largest = new HashMap<String, float[]>();
    try (var options = EncoderGraph.options();
        var session = OrtEnvironment.getEnvironment().createSession(bytes, options)) {
      for (TokenIds text : texts) {
        run(session, text, outputs, largest);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the graph failed: " + e.getMessage(), e);
    }
    return new Calibration(largest);
  }

  private static Graph measuring(Graph graph, Map<String, String> outputs) {
    var nodes = new ArrayList<>(graph.nodes());
    var results = new ArrayList<Value>();
    outputs.forEach(
        (output, value) -> {
          String magnitude = output + "/Abs";
          nodes.add(Node.of("Abs", magnitude, List.of(value), magnitude));
          nodes.add(
              Node.of("ReduceMax", output, List.of(magnitude), output)
                  .with("axes", Attribute.of(new long[] {0, 1}))
                  .with("keepdims", Attribute.of(0L)));
          var channels = new Value.Dim(Shape.ANY, "channels");
          results.add(Value.of(output, ElementType.FLOAT, List.of(channels)));
        });
    return new Graph(graph.name(), nodes, graph.constants(), graph.inputs(), results, Fields.NONE);
  }

  private static void run(
      OrtSession session, TokenIds text, Map<String, String> outputs, Map<String, float[]> largest)
      throws OrtException {
    var given = EncoderGraph.inputs(session.getInputNames(), text);
    try {
      try (var result = session.run(given)) {
        for (var output : outputs.entrySet()) {
          var found = (float[]) result.get(output.getKey()).orElseThrow().getValue();
          merge(found, largest.computeIfAbsent(output.getValue(), v -> new float[found.length]));
        }
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private static void merge(float[] found, float[] largest) {
    for (int i = 0; i < found.length; i++) {
      largest[i] = Math.max(largest[i], found[i]);
    }
  }
}
