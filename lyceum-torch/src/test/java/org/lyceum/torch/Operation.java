// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

/**
 * One call of an operation, to be computed by libtorch and by ONNX Runtime.
 *
 * @param signature the method of {@link Tensor}, as {@code sum(int, boolean)}
 * @param call gives the result from the inputs
 * @param inputs in order
 */
record Operation(String signature, Function<List<Tensor>, Tensor> call, List<Input> inputs) {
  static Operation op(String signature, Function<List<Tensor>, Tensor> call, Input... inputs) {
    return new Operation(signature, call, List.of(inputs));
  }

  /**
   * Numbers for an input.
   *
   * @param dims sizes parted by spaces; {@code B}, {@code T} and {@code S} are open in the graph
   * @param dtype F32, I64 or BOOL
   * @param from the least
   * @param to the bound
   */
  record Input(String dims, DType dtype, double from, double to) {
    Tensor traced(OnnxGraph graph, int index) {
      return graph.input("input" + index, dtype, shape(Shape.ANY, Shape.ANY, Shape.ANY));
    }

    Shape shape(long batch, long tokens, long sources) {
      return Shape.of(
          Arrays.stream(dims.split(" "))
              .filter(dim -> !dim.isEmpty())
              .mapToLong(
                  dim ->
                      switch (dim) {
                        case "B" -> batch;
                        case "T" -> tokens;
                        case "S" -> sources;
                        default -> Long.parseLong(dim);
                      })
              .toArray());
    }

    /** {@return numbers in row-major order, always the same} */
    double[] values(Shape shape) {
      var random = new Seed(7).stream(dims + dtype + shape);
      return IntStream.range(0, (int) shape.elements())
          .mapToDouble(
              i ->
                  dtype == DType.F32
                      ? (float) random.nextDouble(from, to)
                      : Math.floor(random.nextDouble(from, to)))
          .toArray();
    }

    Tensor tensor(Shape shape) {
      double[] values = values(shape);
      return switch (dtype) {
        case F32 -> Torch.tensor(values, shape.sizes()).cast(DType.F32);
        case I64 ->
            Torch.tensor(Arrays.stream(values).mapToLong(v -> (long) v).toArray(), shape.sizes());
        default -> Torch.tensor(values, shape.sizes()).gt(0);
      };
    }
  }

  static Input real(String dims) {
    return new Input(dims, DType.F32, -3, 3);
  }

  static Input positive(String dims) {
    return new Input(dims, DType.F32, 0.01, 4);
  }

  static Input large(String dims) {
    return new Input(dims, DType.F32, 400, 1000);
  }

  static Input whole(String dims, int bound) {
    return new Input(dims, DType.I64, 0, bound);
  }

  static Input truth(String dims) {
    return new Input(dims, DType.BOOL, 0, 2);
  }

  @Override
  public String toString() {
    return signature + inputs.stream().map(input -> input.dtype + "(" + input.dims + ")").toList();
  }
}
