// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

/** What must hold of shapes and types before a native call; each refusal names the operation. */
final class Shapes {
  private Shapes() {}

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  static IllegalArgumentException refusal(String operation, String message, Object... arguments) {
    return new IllegalArgumentException(operation + ": " + message.formatted(arguments));
  }

  static int dim(String operation, Tensor x, int dim) {
    int rank = x.shape().rank();
    int normal = dim < 0 ? dim + rank : dim;
    if (normal < 0 || normal >= rank) {
      throw refusal(
          operation,
          "dimension %d does not exist in shape %s; give %d to %d",
          dim,
          x.shape(),
          -rank,
          rank - 1);
    }
    return normal;
  }

  static void rank(String operation, Tensor x, int rank) {
    if (x.shape().rank() != rank) {
      throw refusal(operation, "wants %d dimensions, got shape %s", rank, x.shape());
    }
  }

  static void type(String operation, Tensor x, DType dtype) {
    if (x.dtype() != dtype) {
      throw refusal(operation, "wants %s, got %s of shape %s", dtype, x.dtype(), x.shape());
    }
  }

  static void sameType(String operation, Tensor a, Tensor b) {
    if (a.dtype() != b.dtype()) {
      throw refusal(
          operation,
          "types must be the same, got %s of shape %s and %s of shape %s; cast one",
          a.dtype(),
          a.shape(),
          b.dtype(),
          b.shape());
    }
  }

  /** {@code mask} stretches to {@code x}, and {@code x} does not stretch. */
  static void stretches(String operation, Tensor x, Tensor mask) {
    if (!x.shape().broadcast(mask.shape(), operation).equals(x.shape())) {
      throw refusal(operation, "shape %s does not stretch to %s", mask.shape(), x.shape());
    }
  }

  static void matmul(Tensor a, Tensor b) {
    sameType("matmul", a, b);
    Shape left = a.shape();
    Shape right = b.shape();
    if (left.rank() < 2 || right.rank() < 2 || left.size(-1) != right.size(-2)) {
      throw refusal(
          "matmul", "shapes %s and %s do not fit; wants (..., M, K) and (..., K, N)", left, right);
    }
    leading(left).broadcast(leading(right), "matmul");
  }

  private static Shape leading(Shape shape) {
    return shape.without(-1).without(-1);
  }

  static void linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    sameType("linear", x, weight);
    if (weight.shape().rank() != 2
        || x.shape().rank() < 1
        || x.shape().size(-1) != weight.shape().size(1)) {
      throw refusal(
          "linear",
          "shapes %s and %s do not fit; wants (..., in) and a weight (out, in)",
          x.shape(),
          weight.shape());
    }
    if (bias != null) {
      vector("linear", "bias", bias, weight.shape().size(0));
    }
  }

  static void vector(String operation, String role, Tensor vector, long size) {
    if (vector.shape().rank() != 1 || vector.shape().size(0) != size) {
      throw refusal(operation, "the %s must have shape (%d), got %s", role, size, vector.shape());
    }
  }

  static void attention(Tensor queries, Tensor keys, Tensor values, @Nullable Tensor bias) {
    rank("attention", queries, 4);
    Shape wanted = queries.shape().with(2, keys.shape().rank() == 4 ? keys.shape().size(2) : -1);
    if (!keys.shape().equals(wanted) || !values.shape().equals(wanted)) {
      throw refusal(
          "attention",
          "queries %s, keys %s and values %s do not fit; wants (B, H, T, d), (B, H, S, d) and (B,"
              + " H, S, d)",
          queries.shape(),
          keys.shape(),
          values.shape());
    }
    sameType("attention", queries, keys);
    sameType("attention", queries, values);
    if (bias != null) {
      var scores = queries.shape().with(3, keys.shape().size(2));
      if (bias.shape().rank() > 4 || !scores.broadcast(bias.shape(), "attention").equals(scores)) {
        throw refusal(
            "attention", "the bias %s does not stretch to the scores %s", bias.shape(), scores);
      }
    }
  }

  static void mask(String operation, Tensor states, Tensor mask) {
    rank(operation, states, 3);
    if (!mask.shape().equals(states.shape().without(2))) {
      throw refusal(
          operation,
          "states %s and mask %s do not fit; wants (B, T, D) and (B, T)",
          states.shape(),
          mask.shape());
    }
  }

  static void square(String operation, Tensor x) {
    rank(operation, x, 2);
    if (x.shape().size(0) != x.shape().size(1)) {
      throw refusal(operation, "wants a square matrix, got shape %s", x.shape());
    }
  }

  static void reshape(Tensor x, long... sizes) {
    long product = 1;
    int open = 0;
    for (long size : sizes) {
      open += size == -1 ? 1 : 0;
      product *= size == -1 ? 1 : size;
    }
    long elements = x.shape().elements();
    boolean fits = open == 0 ? product == elements : product > 0 && elements % product == 0;
    if (!fits || open > 1 || Arrays.stream(sizes).anyMatch(size -> size < -1)) {
      throw refusal(
          "reshape",
          "shape %s has %d elements and does not become %s; at most one size may be -1",
          x.shape(),
          elements,
          Arrays.toString(sizes));
    }
  }

  /** {@return the start counted from the front} */
  static long range(Tensor x, int dim, long start, long length) {
    long size = x.shape().size(dim);
    long first = start < 0 ? start + size : start;
    if (first < 0 || length < 0 || first + length > size) {
      throw refusal(
          "narrow",
          "%d from index %d does not lie within dimension %d of shape %s",
          length,
          start,
          dim,
          x.shape());
    }
    return first;
  }

  static void split(Tensor x, int dim, long[] sizes) {
    long sum = 0;
    for (long size : sizes) {
      sum = size < 0 ? Long.MIN_VALUE : sum + size;
    }
    if (sizes.length == 0 || sum != x.shape().size(dim)) {
      throw refusal(
          "split",
          "sizes %s are not those of parts of dimension %d of shape %s",
          java.util.Arrays.toString(sizes),
          dim,
          x.shape());
    }
  }

  static void concat(List<Tensor> tensors, int dim) {
    var first = tensors.getFirst();
    for (var tensor : tensors) {
      sameType("concat", first, tensor);
      if (tensor.shape().rank() != first.shape().rank()
          || !tensor.shape().without(dim).equals(first.shape().without(dim))) {
        throw refusal(
            "concat",
            "shapes %s and %s must be equal but for dimension %d",
            first.shape(),
            tensor.shape(),
            dim);
      }
    }
  }
}
