// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a graph in ONNX Runtime. */
final class Ort implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  Ort(OnnxModel model) throws OrtException {
    session = environment.createSession(model.toBytes());
  }

  /** {@return the model as ONNX Runtime rewrites it before it runs it} */
  static OnnxModel optimized(OnnxModel model, Path file) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setOptimizedModelFilePath(file.toString());
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
      OrtEnvironment.getEnvironment().createSession(model.toBytes(), options).close();
      return OnnxModel.open(file);
    }
  }

  /** A float or long array with its shape. */
  record Array(Object values, long... shape) {}

  static Array floats(float[] values, long... shape) {
    return new Array(values, shape);
  }

  static Array longs(long[] values, long... shape) {
    return new Array(values, shape);
  }

  /** {@return the first output's elements} */
  float[] run(Map<String, Array> inputs) throws OrtException {
    var tensors = new LinkedHashMap<String, OnnxTensor>();
    for (var entry : inputs.entrySet()) {
      var array = entry.getValue();
      tensors.put(
          entry.getKey(),
          array.values() instanceof float[] floats
              ? OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats), array.shape())
              : OnnxTensor.createTensor(
                  environment, LongBuffer.wrap((long[]) array.values()), array.shape()));
    }
    try (var result = session.run(tensors)) {
      return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
