// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.folder.Checkpoint;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

/** What the recorded graph computes in ONNX Runtime. */
final class GraphParity {
  private GraphParity() {}

  static List<Difference> check(Subject subject, Checkpoint checkpoint, Reference reference) {
    byte[] graph = record(subject, checkpoint, reference);
    var environment = OrtEnvironment.getEnvironment();
    var differences = new ArrayList<Difference>();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      // what is written behind a text has another length, at which it only warns
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      try (var session = environment.createSession(graph, options)) {
        var inputs = inputs(environment, subject, reference);
        try (var results = session.run(inputs)) {
          for (var result : results) {
            String name = result.getKey();
            differences.add(
                reference.compare(
                    name, "onnx", floats((OnnxTensor) result.getValue()), subject.mask(name)));
          }
        } finally {
          inputs.values().forEach(OnnxTensor::close);
        }
      }
    } catch (OrtException e) {
      throw new DataException(
          checkpoint.path(), "the recorded graph must run: " + e.getMessage(), e);
    }
    return differences;
  }

  private static byte[] record(Subject subject, Checkpoint checkpoint, Reference reference) {
    var graph = new OnnxGraph("parity");
    var given = new HashMap<String, Tensor>();
    for (String name : subject.inputs()) {
      if (reference.has(name)) {
        given.put(name, input(graph, name, reference));
      }
    }
    subject.outputs(graph.parameters(checkpoint.weights()), given).forEach(graph::output);
    return graph.toBytes();
  }

  /** Batch and tokens are open, the sizes of a picture are not. */
  private static Tensor input(OnnxGraph graph, String name, Reference reference) {
    boolean ids = reference.isWhole(name);
    long[] sizes = reference.sizes(name);
    sizes[0] = Shape.ANY;
    sizes[1] = ids ? Shape.ANY : sizes[1];
    return graph.input(name, ids ? DType.I64 : DType.F32, Shape.of(sizes));
  }

  private static Map<String, OnnxTensor> inputs(
      OrtEnvironment environment, Subject subject, Reference reference) throws OrtException {
    var inputs = new HashMap<String, OnnxTensor>();
    for (String name : subject.inputs()) {
      if (reference.has(name)) {
        long[] sizes = reference.sizes(name);
        inputs.put(
            name,
            reference.isWhole(name)
                ? OnnxTensor.createTensor(
                    environment, LongBuffer.wrap(reference.longs(name)), sizes)
                : OnnxTensor.createTensor(
                    environment, FloatBuffer.wrap(reference.floats(name)), sizes));
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
