// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

/** What must hold of shapes that may have sizes not yet known; each refusal names the operation. */
final class TraceChecks {
  private TraceChecks() {}

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

  static void stretches(String operation, Shape x, Shape other, String role) {
    if (other.rank() > x.rank() || !x.broadcast(other, operation).matches(x) || grows(x, other)) {
      throw refusal(operation, "the %s %s does not stretch to %s", role, other, x);
    }
  }

  /** {@return whether broadcasting would stretch a size of 1 in {@code x}} */
  private static boolean grows(Shape x, Shape other) {
    for (int i = 1; i <= other.rank(); i++) {
      if (x.size(-i) == 1 && other.size(-i) > 1) {
        return true;
      }
    }
    return false;
  }

  static boolean differ(long a, long b) {
    return a != b && a != Shape.ANY && b != Shape.ANY;
  }

  static Shape matmul(Tensor a, Tensor b) {
    var left = a.shape();
    var right = b.shape();
    if (left.rank() < 2 || right.rank() < 2 || differ(left.size(-1), right.size(-2))) {
      throw refusal(
          "matmul", "shapes %s and %s do not fit; wants (..., M, K) and (..., K, N)", left, right);
    }
    return leading(left)
        .broadcast(leading(right), "matmul")
        .inserting(-1, left.size(-2))
        .inserting(-1, right.size(-1));
  }

  private static Shape leading(Shape shape) {
    return shape.without(-1).without(-1);
  }

  static Shape linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    var matrix = weight.shape();
    if (matrix.rank() != 2 || x.shape().rank() < 1 || differ(x.shape().size(-1), matrix.size(1))) {
      throw refusal(
          "linear",
          "shapes %s and %s do not fit; wants (..., in) and a weight (out, in)",
          x.shape(),
          matrix);
    }
    if (bias != null) {
      vector("linear", "bias", bias, matrix.size(0));
    }
    return x.shape().with(-1, matrix.size(0));
  }

  static void vector(String operation, String role, Tensor vector, long size) {
    if (vector.shape().rank() != 1 || differ(vector.shape().size(0), size)) {
      throw refusal(operation, "the %s must have shape (%d), got %s", role, size, vector.shape());
    }
  }

  static void attention(Tensor queries, Tensor keys, Tensor values, @Nullable Tensor bias) {
    rank("attention", queries, 4);
    var wanted = queries.shape().with(2, keys.shape().rank() == 4 ? keys.shape().size(2) : 0);
    if (!keys.shape().matches(wanted) || !values.shape().matches(wanted)) {
      throw refusal(
          "attention",
          "queries %s, keys %s and values %s do not fit; wants (B, H, T, d), (B, H, S, d) and (B,"
              + " H, S, d)",
          queries.shape(),
          keys.shape(),
          values.shape());
    }
    if (bias != null) {
      stretches("attention", queries.shape().with(3, keys.shape().size(2)), bias.shape(), "bias");
    }
  }

  static void mask(String operation, Tensor states, Tensor mask) {
    rank(operation, states, 3);
    if (!mask.shape().matches(states.shape().without(2))) {
      throw refusal(
          operation,
          "states %s and mask %s do not fit; wants (B, T, D) and (B, T)",
          states.shape(),
          mask.shape());
    }
  }

  /** {@return the shape that a reshaped tensor has} */
  static Shape reshape(Shape from, long... sizes) {
    long product = 1;
    int open = -1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == -1 && open < 0) {
        open = i;
      } else if (sizes[i] < 0) {
        throw refusal(
            "reshape",
            "shape %s does not become %s; sizes must be 0 or more, one may be -1",
            from,
            Arrays.toString(sizes));
      } else {
        product *= sizes[i];
      }
    }
    var result = Shape.of(sizes);
    if (!from.isKnown()) {
      return result;
    }
    long elements = from.elements();
    if (open < 0 ? product != elements : product == 0 || elements % product != 0) {
      throw refusal(
          "reshape",
          "shape %s has %d elements and does not become %s",
          from,
          elements,
          Arrays.toString(sizes));
    }
    return open < 0 ? result : result.with(open, elements / product);
  }
}
