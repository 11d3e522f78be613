// SPDX-License-Identifier: Apache-2.0
package org.lyceum.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor's dimensions, outermost first. A size of {@link #ANY} stands for one that
 * is known only when a traced graph runs, such as the batch or the number of tokens.
 */
public final class Shape {
  /** A size that is not known while a graph is recorded. */
  public static final long ANY = -1;

  private final long[] sizes;

  private Shape(long[] sizes) {
    this.sizes = sizes;
  }

  /**
   * {@return the shape of these sizes}
   *
   * @param sizes each zero or more, or {@link #ANY}
   * @throws IllegalArgumentException if a size is less than {@link #ANY}
   */
  public static Shape of(long... sizes) {
    for (long size : sizes) {
      if (size < ANY) {
        throw new IllegalArgumentException(
            "sizes must be 0 or more, got %s".formatted(Arrays.toString(sizes)));
      }
    }
    return new Shape(sizes.clone());
  }

  /** {@return the number of dimensions} */
  public int rank() {
    return sizes.length;
  }

  /**
   * {@return the size of one dimension}
   *
   * @param dim 0 to rank - 1, or -1 to -rank counted from the end
   */
  public long size(int dim) {
    return sizes[dim(dim)];
  }

  /**
   * {@return the dimension counted from the front}
   *
   * @param dim 0 to rank - 1, or -1 to -rank counted from the end
   * @throws IllegalArgumentException if there is no such dimension
   */
  public int dim(int dim) {
    int normal = dim < 0 ? dim + sizes.length : dim;
    if (normal < 0 || normal >= sizes.length) {
      throw new IllegalArgumentException(
          "dimension %d does not exist in shape %s".formatted(dim, this));
    }
    return normal;
  }

  /** {@return the sizes, a copy} */
  public long[] sizes() {
    return sizes.clone();
  }

  /** {@return whether no size is {@link #ANY}} */
  public boolean isKnown() {
    return Arrays.stream(sizes).allMatch(size -> size != ANY);
  }

  /**
   * {@return the number of elements}
   *
   * @throws IllegalStateException if a size is not known
   * @throws ArithmeticException if they are more than a {@code long} counts
   */
  public long elements() {
    if (!isKnown()) {
      throw new IllegalStateException("shape %s has a size that is not known".formatted(this));
    }
    return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }

  /**
   * {@return this shape with one size replaced}
   *
   * @param dim the dimension, negative from the end
   * @param size the new size
   */
  public Shape with(int dim, long size) {
    long[] copy = sizes.clone();
    copy[dim(dim)] = size;
    return of(copy);
  }

  /**
   * {@return this shape without one dimension}
   *
   * @param dim the dimension, negative from the end
   */
  public Shape without(int dim) {
    int gone = dim(dim);
    long[] copy = new long[sizes.length - 1];
    for (int i = 0, j = 0; i < sizes.length; i++) {
      if (i != gone) {
        copy[j++] = sizes[i];
      }
    }
    return of(copy);
  }

  /**
   * {@return this shape with one more dimension}
   *
   * @param dim where it goes, 0 to rank, or -1 to -(rank + 1) from the end
   * @param size its size
   */
  public Shape inserting(int dim, long size) {
    int at = dim < 0 ? dim + sizes.length + 1 : dim;
    if (at < 0 || at > sizes.length) {
      throw new IllegalArgumentException(
          "dimension %d cannot be inserted into shape %s".formatted(dim, this));
    }
    long[] copy = new long[sizes.length + 1];
    System.arraycopy(sizes, 0, copy, 0, at);
    copy[at] = size;
    System.arraycopy(sizes, at, copy, at + 1, sizes.length - at);
    return of(copy);
  }

  /**
   * {@return the shape that two operands have after broadcasting as in PyTorch: aligned at the last
   * dimension, a size of 1 stretches}
   *
   * @param other the other operand's shape
   * @param operation name of the operation, for the message
   * @throws IllegalArgumentException if two sizes differ and neither is 1; names the operation and
   *     both shapes
   */
  public Shape broadcast(Shape other, String operation) {
    int rank = Math.max(rank(), other.rank());
    long[] result = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long a = i <= rank() ? sizes[rank() - i] : 1;
      long b = i <= other.rank() ? other.sizes[other.rank() - i] : 1;
      if (a != b && a != 1 && b != 1 && a != ANY && b != ANY) {
        throw new IllegalArgumentException(
            "%s: shapes %s and %s do not broadcast; sizes aligned at the right must be equal or 1"
                .formatted(operation, this, other));
      }
      result[rank - i] = a == 1 ? b : b == 1 ? a : a == ANY ? b : a;
    }
    return of(result);
  }

  /**
   * {@return whether a tensor of the other shape could have this one: same rank, and sizes equal
   * where both are known}
   *
   * @param other the other shape
   */
  public boolean matches(Shape other) {
    if (rank() != other.rank()) {
      return false;
    }
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] != other.sizes[i] && sizes[i] != ANY && other.sizes[i] != ANY) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** {@return the sizes as {@code (B, 384)} is written: {@code (?, 384)} where one is not known} */
  @Override
  public String toString() {
    return Arrays.stream(sizes)
        .mapToObj(size -> size == ANY ? "?" : Long.toString(size))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
