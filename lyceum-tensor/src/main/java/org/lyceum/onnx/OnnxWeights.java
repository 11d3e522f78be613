// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.Weights;

/**
 * The weights inside an ONNX model, under the names they have in a checkpoint and laid out as
 * there.
 *
 * <p>Exporters store the matrix of a linear layer transposed, {@code (in, out)}, under a name that
 * says nothing, such as {@code onnx::MatMul_787}. Such a matrix gets the name of the layer that
 * uses it (see {@link WeightNames}) and is handed out as {@code (out, in)}. Integer buffers such as
 * {@code position_ids} are left out.
 */
public final class OnnxWeights implements Weights {
  private final Object source;
  private final Map<String, Matrix> arrays;

  /** A constant, handed out as it is or transposed. */
  record Matrix(Constant constant, boolean transposed) {
    Shape shape() {
      var shape = constant.shape();
      return transposed ? Shape.of(shape.size(1), shape.size(0)) : shape;
    }
  }

  private OnnxWeights(Object source, Map<String, Matrix> arrays) {
    this.source = source;
    this.arrays = Collections.unmodifiableMap(arrays);
  }

  /**
   * {@return the weights of a model}
   *
   * @param file an ONNX file
   * @throws DataException if it is missing, not an ONNX model, or quantized
   */
  public static OnnxWeights open(Path file) {
    return of(file, OnnxModel.open(file));
  }

  /**
   * {@return the weights of a model in an array}
   *
   * @param source names it in messages
   * @param bytes the model; not copied
   * @throws DataException if it is not an ONNX model, or quantized
   */
  public static OnnxWeights parse(Object source, byte[] bytes) {
    return of(source, OnnxModel.parse(source, bytes));
  }

  private static OnnxWeights of(Object source, OnnxModel model) {
    for (var node : model.graph().nodes()) {
      if (node.type().equals("MatMulInteger") || node.type().equals("QLinearMatMul")) {
        throw new DataException(
            source,
            "weights must be floating-point numbers, but node '%s' is a %s; take the model that is not quantized"
                .formatted(node.name(), node.type()));
      }
    }
    return new OnnxWeights(source, new WeightNames(HalfConstants.direct(model.graph())).assign());
  }

  @Override
  public Set<String> names() {
    return arrays.keySet();
  }

  @Override
  public Shape shape(String name) {
    return matrix(name).shape();
  }

  @Override
  public DType dtype(String name) {
    return matrix(name).constant().type().dtype();
  }

  @Override
  public float[] floats(String name) {
    var matrix = matrix(name);
    float[] values = matrix.constant().floats();
    var stored = matrix.constant().shape();
    return matrix.transposed()
        ? transpose(values, (int) stored.size(0), (int) stored.size(1))
        : values;
  }

  @Override
  public long[] longs(String name) {
    var values = floats(name);
    var result = new long[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (long) values[i];
    }
    return result;
  }

  private Matrix matrix(String name) {
    var matrix = arrays.get(name);
    if (matrix == null) {
      throw new IllegalArgumentException(
          "%s: %s".formatted(source, Weights.missing(name, names())));
    }
    return matrix;
  }

  /** {@return the transposed of a matrix} */
  static float[] transpose(float[] values, int rows, int columns) {
    var result = new float[values.length];
    int block = 32; // both sides of a block fit the cache
    for (int top = 0; top < rows; top += block) {
      for (int left = 0; left < columns; left += block) {
        for (int row = top; row < Math.min(rows, top + block); row++) {
          for (int column = left; column < Math.min(columns, left + block); column++) {
            result[column * rows + row] = values[row * columns + column];
          }
        }
      }
    }
    return result;
  }

  @Override
  public String toString() {
    return "%s (%d arrays)".formatted(source, arrays.size());
  }
}
