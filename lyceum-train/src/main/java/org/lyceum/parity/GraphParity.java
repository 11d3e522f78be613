// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lyceum.embed.EncoderFolder;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

/** What the recorded graph computes in ONNX Runtime. */
final class GraphParity {
  private static final List<String> INPUTS =
      List.of("input_ids", "attention_mask", "token_type_ids", "decoder_input_ids");

  private GraphParity() {}

  static List<Difference> check(EncoderFolder encoder, Reference reference) {
    byte[] graph = record(encoder, reference);
    var environment = OrtEnvironment.getEnvironment();
    var differences = new ArrayList<Difference>();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      // what is written behind a text has another length, at which it only warns
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      try (var session = environment.createSession(graph, options)) {
        var inputs = inputs(environment, reference);
        try (var results = session.run(inputs)) {
          for (var result : results) {
            String name = result.getKey();
            differences.add(
                reference.compare(
                    name,
                    "onnx",
                    floats((OnnxTensor) result.getValue()),
                    Outputs.mask(name, reference)));
          }
        } finally {
          inputs.values().forEach(OnnxTensor::close);
        }
      }
    } catch (OrtException e) {
      throw new DataException(encoder.path(), "the recorded graph must run: " + e.getMessage(), e);
    }
    return differences;
  }

  private static byte[] record(EncoderFolder encoder, Reference reference) {
    var graph = new OnnxGraph("parity");
    var given = new HashMap<String, Tensor>();
    for (String name : INPUTS) {
      if (reference.has(name)) {
        given.put(name, graph.input(name, DType.I64, Shape.of(Shape.ANY, Shape.ANY)));
      }
    }
    var batch = Outputs.Batch.of(reference, name -> Objects.requireNonNull(given.get(name)));
    Outputs.of(
            reference.of(encoder.architecture()),
            graph.parameters(encoder.weights()),
            batch,
            reference)
        .forEach(graph::output);
    return graph.toBytes();
  }

  private static Map<String, OnnxTensor> inputs(OrtEnvironment environment, Reference reference)
      throws OrtException {
    var inputs = new HashMap<String, OnnxTensor>();
    for (String name : INPUTS) {
      if (reference.has(name)) {
        var values = LongBuffer.wrap(reference.longs(name));
        inputs.put(name, OnnxTensor.createTensor(environment, values, reference.sizes(name)));
      }
    }
    return inputs;
  }

  private static float[] floats(OnnxTensor tensor) {
    var buffer = tensor.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
