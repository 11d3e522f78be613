// SPDX-License-Identifier: Apache-2.0
package org.lyceum.tensor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of shapes and types before an operation, the same for every kind of tensor; a size
 * of {@link Shape#ANY} fits every other. Each method throws an {@link IllegalArgumentException}
 * that names the operation, what it wants and what it got.
 */
public final class TensorChecks {
  private TensorChecks() {}

  /**
   * {@return the exception for a call that cannot be}
   *
   * @param operation the operation
   * @param message what must hold and what came, a format
   * @param arguments of the format
   */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  public static IllegalArgumentException refusal(
      String operation, String message, Object... arguments) {
    return new IllegalArgumentException(operation + ": " + message.formatted(arguments));
  }

  /**
   * {@return a dimension that must exist, counted from the front}
   *
   * @param operation the operation
   * @param x the tensor
   * @param dim the dimension, negative from the end
   */
  public static int dim(String operation, Tensor x, int dim) {
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

  /**
   * Wants a number of dimensions.
   *
   * @param operation the operation
   * @param x the tensor
   * @param rank how many
   */
  public static void rank(String operation, Tensor x, int rank) {
    if (x.shape().rank() != rank) {
      throw refusal(operation, "wants %d dimensions, got shape %s", rank, x.shape());
    }
  }

  /**
   * Wants a type.
   *
   * @param operation the operation
   * @param x the tensor
   * @param dtype the type
   */
  public static void type(String operation, Tensor x, DType dtype) {
    if (x.dtype() != dtype) {
      throw refusal(operation, "wants %s, got %s of shape %s", dtype, x.dtype(), x.shape());
    }
  }

  /**
   * Wants fractions.
   *
   * @param operation the operation
   * @param x the tensor
   */
  public static void fractions(String operation, Tensor x) {
    if (!x.dtype().isFloating()) {
      throw refusal(
          operation, "wants F32 or F64, got %s of shape %s; cast it first", x.dtype(), x.shape());
    }
  }

  /**
   * Wants two tensors of one type.
   *
   * @param operation the operation
   * @param a one
   * @param b the other
   */
  public static void sameType(String operation, Tensor a, Tensor b) {
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

  /**
   * {@return the type in which two tensors meet whose shapes broadcast}
   *
   * @param operation the operation
   * @param a one
   * @param b the other
   */
  public static DType elementwise(String operation, Tensor a, Tensor b) {
    Shape together = a.shape().broadcast(b.shape(), operation);
    try {
      return a.dtype().meeting(b.dtype());
    } catch (IllegalArgumentException e) {
      throw refusal(operation, "elements of %s: %s", together, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Wants a shape that stretches to another, which does not stretch itself.
   *
   * @param operation the operation
   * @param x what it stretches to
   * @param other what stretches
   * @param role what that is
   */
  public static void stretches(String operation, Shape x, Shape other, String role) {
    if (other.rank() > x.rank() || !x.broadcast(other, operation).matches(x) || grows(x, other)) {
      throw refusal(operation, "the %s %s does not stretch to %s", role, other, x);
    }
  }

  /** Whether broadcasting would stretch a size of 1 in {@code x}. */
  private static boolean grows(Shape x, Shape other) {
    for (int i = 1; i <= other.rank(); i++) {
      if (x.size(-i) == 1 && other.size(-i) > 1) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return whether two sizes are known and not the same}
   *
   * @param a one
   * @param b the other
   */
  public static boolean differ(long a, long b) {
    return a != b && a != Shape.ANY && b != Shape.ANY;
  }

  /**
   * {@return the shape of a product of matrices}
   *
   * @param a (..., M, K)
   * @param b (..., K, N)
   */
  public static Shape matmul(Tensor a, Tensor b) {
    sameType("matmul", a, b);
    Shape left = a.shape();
    Shape right = b.shape();
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

  /**
   * {@return the shape that a linear layer gives}
   *
   * @param x (..., in)
   * @param weight (out, in)
   * @param bias (out), or null
   */
  public static Shape linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    sameType("linear", x, weight);
    Shape matrix = weight.shape();
    if (matrix.rank() != 2 || x.shape().rank() < 1 || differ(x.shape().size(-1), matrix.size(1))) {
      throw refusal(
          "linear",
          "shapes %s and %s do not fit; wants (..., in) and a weight (out, in)",
          x.shape(),
          matrix);
    }
    if (bias != null) {
      vector("linear", "bias", bias, matrix.size(0));
      sameType("linear", x, bias);
    }
    return x.shape().with(-1, matrix.size(0));
  }

  /**
   * Checks the operands of a normalization over the last dimension.
   *
   * @param x (..., D)
   * @param weight (D)
   * @param bias (D), or null
   */
  public static void layerNorm(Tensor x, Tensor weight, @Nullable Tensor bias) {
    long width = x.shape().size(dim("layerNorm", x, -1));
    fractions("layerNorm", x);
    vector("layerNorm", "weight", weight, width);
    sameType("layerNorm", x, weight);
    if (bias != null) {
      vector("layerNorm", "bias", bias, width);
      sameType("layerNorm", x, bias);
    }
  }

  private static void vector(String operation, String role, Tensor vector, long size) {
    if (vector.shape().rank() != 1 || differ(vector.shape().size(0), size)) {
      throw refusal(operation, "the %s must have shape (%d), got %s", role, size, vector.shape());
    }
  }

  /**
   * Checks the operands of an attention.
   *
   * @param queries (B, H, T, d)
   * @param keys (B, H, S, d)
   * @param values (B, H, S, d)
   * @param bias stretches to (B, H, T, S), or null
   */
  public static void attention(Tensor queries, Tensor keys, Tensor values, @Nullable Tensor bias) {
    rank("attention", queries, 4);
    fractions("attention", queries);
    Shape wanted = queries.shape().with(2, keys.shape().rank() == 4 ? keys.shape().size(2) : 0);
    if (!keys.shape().matches(wanted) || !values.shape().matches(wanted)) {
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
      stretches("attention", queries.shape().with(3, keys.shape().size(2)), bias.shape(), "bias");
    }
  }

  /**
   * Checks a mask of tokens.
   *
   * @param operation the operation
   * @param states (B, T, D)
   * @param mask (B, T)
   */
  public static void mask(String operation, Tensor states, Tensor mask) {
    rank(operation, states, 3);
    if (!mask.shape().matches(states.shape().without(2))) {
      throw refusal(
          operation,
          "states %s and mask %s do not fit; wants (B, T, D) and (B, T)",
          states.shape(),
          mask.shape());
    }
  }

  /**
   * Wants a square matrix.
   *
   * @param operation the operation
   * @param x the tensor
   */
  public static void square(String operation, Tensor x) {
    rank(operation, x, 2);
    if (differ(x.shape().size(0), x.shape().size(1))) {
      throw refusal(operation, "wants a square matrix, got shape %s", x.shape());
    }
  }

  /**
   * {@return the shape that a tensor has when it is reshaped}
   *
   * @param from its shape before
   * @param sizes the new sizes, of which one may be -1
   */
  public static Shape reshape(Shape from, long... sizes) {
    int open = Arrays.stream(sizes).boxed().toList().indexOf(-1L);
    if (Arrays.stream(sizes).filter(size -> size < 0).count() > (open < 0 ? 0 : 1)) {
      throw refusal(
          "reshape",
          "shape %s does not become %s; sizes must be 0 or more, one may be -1",
          from,
          Arrays.toString(sizes));
    }
    Shape result = Shape.of(sizes);
    if (!from.isKnown()) {
      return result;
    }
    long elements = from.elements();
    long product = open < 0 ? elements(result) : elements(result.without(open));
    if (open < 0 ? product != elements : product <= 0 || elements % product != 0) {
      throw refusal(
          "reshape",
          "shape %s has %d elements and does not become %s",
          from,
          elements,
          Arrays.toString(sizes));
    }
    return open < 0 ? result : result.with(open, elements / product);
  }

  /** The number of elements, -1 where they are more than can be counted. */
  private static long elements(Shape shape) {
    try {
      return shape.elements();
    } catch (ArithmeticException e) {
      return -1;
    }
  }

  /**
   * {@return a dimension of size 1, counted from the front}
   *
   * @param x the tensor
   * @param dim the dimension, negative from the end
   */
  public static int squeeze(Tensor x, int dim) {
    int at = dim("squeeze", x, dim);
    if (differ(x.shape().size(at), 1)) {
      throw refusal("squeeze", "dimension %d of shape %s must have size 1", dim, x.shape());
    }
    return at;
  }

  /**
   * {@return the start of a range, counted from the front; still negative where the size is not
   * known}
   *
   * @param x the tensor
   * @param dim the dimension, counted from the front
   * @param start the first index, negative from the end
   * @param length how many
   */
  public static long range(Tensor x, int dim, long start, long length) {
    long size = x.shape().size(dim);
    boolean known = size != Shape.ANY;
    long first = start < 0 && known ? start + size : start;
    long most = first < 0 ? -first : known ? size - first : Long.MAX_VALUE - first;
    if (length < 0 || length > most || (known && first < 0)) {
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

  /**
   * Wants sizes that are those of a dimension together.
   *
   * @param x the tensor
   * @param dim the dimension, counted from the front
   * @param sizes of the parts
   */
  public static void split(Tensor x, int dim, long... sizes) {
    long left = x.shape().size(dim);
    boolean known = left != Shape.ANY;
    boolean fits = sizes.length > 0;
    for (long size : sizes) {
      fits &= size >= 0 && (!known || size <= left);
      left -= known ? size : 0;
    }
    if (!fits || (known && left != 0)) {
      throw refusal(
          "split",
          "sizes %s are not those of parts of dimension %d of shape %s",
          Arrays.toString(sizes),
          dim,
          x.shape());
    }
  }

  /**
   * {@return a dimension that has an index, counted from the front}
   *
   * @param x the tensor
   * @param dim the dimension, negative from the end
   * @param index the index, negative from the end
   */
  public static int select(Tensor x, int dim, long index) {
    int at = dim("select", x, dim);
    long size = x.shape().size(at);
    if (size != Shape.ANY && (index < -size || index >= size)) {
      throw refusal(
          "select", "index %d does not exist in dimension %d of shape %s", index, dim, x.shape());
    }
    return at;
  }

  /**
   * {@return the shape of tensors one behind the other}
   *
   * @param tensors at least one
   * @param dim the dimension along which, counted from the front
   */
  public static Shape concat(List<Tensor> tensors, int dim) {
    Tensor first = tensors.getFirst();
    long size = 0;
    for (Tensor tensor : tensors) {
      sameType("concat", first, tensor);
      if (tensor.shape().rank() != first.shape().rank()
          || !tensor.shape().without(dim).matches(first.shape().without(dim))) {
        throw refusal(
            "concat",
            "shapes %s and %s must be equal but for dimension %d",
            first.shape(),
            tensor.shape(),
            dim);
      }
      long more = tensor.shape().size(dim);
      size = size == Shape.ANY || more == Shape.ANY ? Shape.ANY : size + more;
    }
    return first.shape().with(dim, size);
  }

  /**
   * Wants a width that heads share equally.
   *
   * @param x (B, T, D)
   * @param heads how many
   */
  public static void splitHeads(Tensor x, int heads) {
    rank("splitHeads", x, 3);
    if (heads < 1 || x.shape().size(2) % heads != 0) {
      throw refusal(
          "splitHeads", "heads must divide the width, got %d for shape %s", heads, x.shape());
    }
  }

  /**
   * Wants heads, and a number of copies of each.
   *
   * @param x (B, H, T, d)
   * @param times how many
   */
  public static void repeatHeads(Tensor x, int times) {
    rank("repeatHeads", x, 4);
    if (times < 1) {
      throw refusal("repeatHeads", "wants at least 1, got %d for shape %s", times, x.shape());
    }
  }

  /**
   * Wants a table and ids of its rows.
   *
   * @param x (V, D)
   * @param ids of any shape
   */
  public static void rows(Tensor x, Tensor ids) {
    rank("rows", x, 2);
    type("rows", ids, DType.I64);
  }

  /**
   * {@return the dimension along which elements are picked, counted from the front}
   *
   * @param x the tensor
   * @param dim the dimension, negative from the end
   * @param index as many dimensions as the tensor has
   */
  public static int gather(Tensor x, int dim, Tensor index) {
    int at = dim("gather", x, dim);
    type("gather", index, DType.I64);
    rank("gather", index, x.shape().rank());
    return at;
  }

  /**
   * Wants a mask that stretches to a tensor.
   *
   * @param x the tensor
   * @param mask truth values
   */
  public static void maskedFill(Tensor x, Tensor mask) {
    type("maskedFill", mask, DType.BOOL);
    stretches("maskedFill", x.shape(), mask.shape(), "mask");
  }
}
