// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.util.Map;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.Weights;

/** Weights as parameters of a graph. */
record GraphParameters(
    String prefix, Weights weights, Map<String, Source> parameters, Recorder recorder)
    implements Parameters {
  /** Where the elements of a parameter are. */
  record Source(Weights weights, String name) {
    /** {@return bytes that it takes in the graph} */
    long bytes() {
      return weights.shape(name).elements() * DType.F32.bytes();
    }

    /** {@return the array, as the graph holds it} */
    Constant constant(String as) {
      return Constant.ofFloats(as, weights.shape(name), weights.floats(name));
    }

    /** {@return the transposed matrix} */
    Constant transposed(String as) {
      var shape = weights.shape(name);
      int rows = (int) shape.size(0);
      int columns = (int) shape.size(1);
      var turned = OnnxWeights.transpose(weights.floats(name), rows, columns);
      return Constant.ofFloats(as, Shape.of(columns, rows), turned);
    }
  }

  @Override
  public Tensor get(String name, long... shape) {
    if (!has(name)) {
      throw new IllegalArgumentException(Weights.missing(name, weights.names()));
    }
    var wanted = Shape.of(shape);
    if (!weights.shape(name).equals(wanted)) {
      throw new IllegalArgumentException(
          "parameter '%s' must have shape %s, got %s".formatted(name, wanted, weights.shape(name)));
    }
    weights.requireFloating(name);
    String inGraph = prefix + name;
    var source = new Source(weights, name);
    var other = parameters.putIfAbsent(inGraph, source);
    if (other != null && !other.weights().equals(weights)) {
      throw new IllegalArgumentException(
          "parameter '%s' comes from two sources; give one of them a prefix".formatted(inGraph));
    }
    return TracedTensor.parameter(recorder, inGraph, wanted, DType.F32);
  }

  @Override
  public boolean has(String name) {
    return weights.names().contains(name);
  }
}
