// SPDX-License-Identifier: Apache-2.0
package org.lyceum.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable handle to an n-dimensional array. Every operation returns a new one.
 *
 * <p>Two implementations exist: one computes at once and keeps what the gradient needs, one records
 * an ONNX graph. Layers and encoders are written once against this interface. They never read the
 * batch or the number of tokens as a number, so that a recorded graph stays dynamic; operations
 * such as {@link #splitHeads}, {@link #mergeHeads}, {@link #positionsLike} and {@link #lastToken}
 * hide these sizes.
 *
 * <p>Binary operations broadcast as in PyTorch. Dimensions may be counted from the end: -1 is the
 * last. A wrong shape throws {@link IllegalArgumentException} that names the operation and both
 * shapes. Letters in shapes: {@code B} batch, {@code T} tokens, {@code D} width, {@code H} heads.
 */
public interface Tensor {
  /** {@return the sizes of the dimensions} */
  Shape shape();

  /** {@return what an element is} */
  DType dtype();

  // ---- values -------------------------------------------------------------------------------

  /**
   * {@return the one element, as a double}
   *
   * @throws IllegalStateException if there is not exactly one element, or the tensor is traced
   */
  double item();

  /**
   * {@return the elements in row-major order, converted to float}
   *
   * @throws IllegalStateException if the tensor is traced
   */
  float[] floats();

  /**
   * {@return the elements in row-major order, converted to double}
   *
   * @throws IllegalStateException if the tensor is traced
   */
  double[] doubles();

  /**
   * {@return the elements in row-major order, converted to long}
   *
   * @throws IllegalStateException if the tensor is traced
   */
  long[] longs();

  // ---- arithmetic ---------------------------------------------------------------------------

  /**
   * {@return the sum}
   *
   * @param other the other term, broadcast
   */
  Tensor add(Tensor other);

  /**
   * {@return the difference}
   *
   * @param other what to take away, broadcast
   */
  Tensor sub(Tensor other);

  /**
   * {@return the element-wise product}
   *
   * @param other the other factor, broadcast
   */
  Tensor mul(Tensor other);

  /**
   * {@return the quotient}
   *
   * @param other the divisor, broadcast
   */
  Tensor div(Tensor other);

  /**
   * {@return the larger of both, element by element}
   *
   * @param other the other operand, broadcast
   */
  Tensor maximum(Tensor other);

  /**
   * {@return the smaller of both, element by element}
   *
   * @param other the other operand, broadcast
   */
  Tensor minimum(Tensor other);

  /**
   * {@return this plus a number}
   *
   * @param number the term
   */
  Tensor add(double number);

  /**
   * {@return this minus a number}
   *
   * @param number what to take away
   */
  default Tensor sub(double number) {
    return add(-number);
  }

  /**
   * {@return this times a number}
   *
   * @param number the factor
   */
  Tensor mul(double number);

  /**
   * {@return this divided by a number}
   *
   * @param number the divisor
   */
  Tensor div(double number);

  /**
   * {@return each element raised to a power}
   *
   * @param exponent the power
   */
  Tensor pow(double exponent);

  /** {@return this with the sign turned} */
  Tensor neg();

  /** {@return e to the power of each element} */
  Tensor exp();

  /** {@return the natural logarithm} */
  Tensor log();

  /** {@return log(1 + x)} */
  Tensor log1p();

  /** {@return the square root} */
  Tensor sqrt();

  /** {@return the absolute value} */
  Tensor abs();

  /** {@return the hyperbolic tangent} */
  Tensor tanh();

  /** {@return the cosine of each element, in radians} */
  Tensor cos();

  /** {@return the sine of each element, in radians} */
  Tensor sin();

  /** {@return the logistic function} */
  Tensor sigmoid();

  /** {@return x where positive, else 0} */
  Tensor relu();

  /** {@return the Gaussian error linear unit, exact: x times the normal distribution function} */
  Tensor gelu();

  /** {@return the tanh approximation of {@link #gelu}, as {@code gelu_new} in checkpoints} */
  Tensor geluTanh();

  /** {@return x times {@link #sigmoid}} */
  Tensor silu();

  /**
   * {@return each element, but no less than a bound}
   *
   * @param least the bound
   */
  Tensor clampMin(double least);

  // ---- comparison and choice ----------------------------------------------------------------

  /**
   * {@return BOOL: whether both are equal}
   *
   * @param other the other operand, broadcast
   */
  Tensor eq(Tensor other);

  /**
   * {@return BOOL: whether this is greater}
   *
   * @param other the other operand, broadcast
   */
  Tensor gt(Tensor other);

  /**
   * {@return BOOL: whether each element equals a number}
   *
   * @param number the number
   */
  Tensor eq(double number);

  /**
   * {@return BOOL: whether each element is greater than a number}
   *
   * @param number the number
   */
  Tensor gt(double number);

  /** {@return BOOL: the opposite of this BOOL tensor} */
  Tensor not();

  /**
   * {@return BOOL: whether both are true}
   *
   * @param other BOOL, broadcast
   */
  Tensor and(Tensor other);

  /**
   * {@return BOOL: whether at least one is true}
   *
   * @param other BOOL, broadcast
   */
  Tensor or(Tensor other);

  /**
   * {@return a copy with a number wherever the mask is true; no gradient flows through those
   * places}
   *
   * @param mask BOOL, broadcast to this shape
   * @param number the number, may be infinite
   */
  Tensor maskedFill(Tensor mask, double number);

  // ---- reductions ---------------------------------------------------------------------------

  /** {@return the sum of all elements, a scalar} */
  Tensor sum();

  /** {@return the mean of all elements, a scalar} */
  Tensor mean();

  /**
   * {@return the sum over one dimension}
   *
   * @param dim the dimension
   * @param keep whether it stays with size 1
   */
  Tensor sum(int dim, boolean keep);

  /**
   * {@return the mean over one dimension}
   *
   * @param dim the dimension
   * @param keep whether it stays with size 1
   */
  Tensor mean(int dim, boolean keep);

  /**
   * {@return the largest over one dimension; equal maxima share the gradient}
   *
   * @param dim the dimension
   * @param keep whether it stays with size 1
   */
  Tensor max(int dim, boolean keep);

  /**
   * {@return log(sum(exp(x))) over one dimension, without overflow}
   *
   * @param dim the dimension
   * @param keep whether it stays with size 1
   */
  Tensor logSumExp(int dim, boolean keep);

  /**
   * {@return the softmax over one dimension}
   *
   * @param dim the dimension
   */
  Tensor softmax(int dim);

  /**
   * {@return the logarithm of {@link #softmax}, without overflow}
   *
   * @param dim the dimension
   */
  Tensor logSoftmax(int dim);

  /** {@return each vector of the last dimension divided by its L2 norm, or by 1e-12 if longer} */
  default Tensor normalize() {
    return div(mul(this).sum(-1, true).sqrt().clampMin(1e-12));
  }

  // ---- linear algebra -----------------------------------------------------------------------

  /**
   * {@return the matrix product of the last two dimensions; leading ones broadcast}
   *
   * @param other {@code (..., K, N)} for this {@code (..., M, K)}
   */
  Tensor matmul(Tensor other);

  /**
   * {@return {@code x W^T + b}, this being {@code (..., in)}, the result {@code (..., out)}}
   *
   * @param weight {@code (out, in)}
   * @param bias {@code (out)}, or null for none
   */
  Tensor linear(Tensor weight, @Nullable Tensor bias);

  /**
   * {@return each vector of the last dimension shifted to mean 0, scaled to variance 1, times
   * weight plus bias}
   *
   * @param weight {@code (D)}
   * @param bias {@code (D)}, or null for none
   * @param eps added to the variance
   * @see <a href="https://arxiv.org/abs/1607.06450">Ba et al. 2016</a>
   */
  Tensor layerNorm(Tensor weight, @Nullable Tensor bias, double eps);

  /**
   * {@return softmax(scale * q k^T + bias) v, this being the queries, {@code (B, H, T, D/H)}}
   *
   * @param keys {@code (B, H, S, D/H)}
   * @param values {@code (B, H, S, D/H)}
   * @param bias added to the scores, broadcast to {@code (B, H, T, S)}; null for none
   * @param scale the factor, 1 / sqrt(D/H) in most models
   * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017</a>, eq. 1
   */
  Tensor attention(Tensor keys, Tensor values, @Nullable Tensor bias, double scale);

  // ---- shape --------------------------------------------------------------------------------

  /**
   * {@return the elements in another shape}
   *
   * @param sizes known sizes; one may be -1, which takes what is left
   */
  Tensor reshape(long... sizes);

  /**
   * {@return two dimensions swapped}
   *
   * @param a one
   * @param b the other
   */
  Tensor transpose(int a, int b);

  /** {@return the last two dimensions swapped} */
  default Tensor transpose() {
    return transpose(-2, -1);
  }

  /**
   * {@return one more dimension of size 1}
   *
   * @param dim where it goes
   */
  Tensor unsqueeze(int dim);

  /**
   * {@return without a dimension of size 1}
   *
   * @param dim the dimension
   */
  Tensor squeeze(int dim);

  /**
   * {@return a range of one dimension}
   *
   * @param dim the dimension
   * @param start the first index, negative from the end
   * @param length how many
   */
  Tensor narrow(int dim, long start, long length);

  /**
   * {@return a dimension cut into consecutive ranges}
   *
   * @param dim the dimension
   * @param sizes of the ranges; together the size of the dimension
   */
  default List<Tensor> split(int dim, long... sizes) {
    TensorChecks.split(this, TensorChecks.dim("split", this, dim), sizes);
    var parts = new ArrayList<Tensor>(sizes.length);
    long start = 0;
    for (long size : sizes) {
      parts.add(narrow(dim, start, size));
      start += size;
    }
    return parts;
  }

  /**
   * {@return one index of a dimension, which goes}
   *
   * @param dim the dimension
   * @param index the index, negative from the end
   */
  Tensor select(int dim, long index);

  /**
   * {@return this followed by others along one dimension}
   *
   * @param others of the same shape but for that dimension
   * @param dim the dimension
   */
  Tensor concat(List<Tensor> others, int dim);

  /**
   * {@return all tensors, one after the other}
   *
   * @param tensors at least one
   * @param dim along which
   */
  static Tensor concatenate(List<Tensor> tensors, int dim) {
    return tensors.size() == 1
        ? tensors.getFirst()
        : tensors.getFirst().concat(tensors.subList(1, tensors.size()), dim);
  }

  /**
   * {@return {@code (B, H, T, D/H)} from {@code (B, T, D)}}
   *
   * @param heads {@code H}, a divisor of {@code D}
   */
  Tensor splitHeads(int heads);

  /**
   * {@return {@code (B, T, H * d)} from {@code (B, H, T, d)}: the reverse of {@link #splitHeads}}
   */
  Tensor mergeHeads();

  /**
   * {@return {@code (B, n H, T, d)} from {@code (B, H, T, d)}: each head {@code n} times, one
   * behind the other, as queries in groups share keys}
   *
   * @param times {@code n}, at least 1
   * @see <a href="https://arxiv.org/abs/2305.13245">Ainslie et al. 2023</a>
   */
  Tensor repeatHeads(int times);

  // ---- look-up ------------------------------------------------------------------------------

  /**
   * {@return rows of this table {@code (V, D)}: {@code (..., D)}}
   *
   * @param ids I64 {@code (...)}, each 0 to V - 1
   */
  Tensor rows(Tensor ids);

  /**
   * {@return for each index along {@code dim} the element there; the shape of the indices}
   *
   * @param dim the dimension
   * @param index I64 of the same rank
   */
  Tensor gather(int dim, Tensor index);

  /** {@return I64 {@code (1, T)} from {@code (B, T)}: 0, 1, 2, ... along the last dimension} */
  Tensor positionsLike();

  /**
   * {@return the running sum along a dimension; of this I64 or floating tensor}
   *
   * @param dim the dimension
   */
  Tensor cumsum(int dim);

  /**
   * {@return the state of each text's last real token, {@code (B, D)} from {@code (B, T, D)}}
   *
   * @param mask {@code (B, T)}: nonzero for a token, 0 for padding on either side
   */
  Tensor lastToken(Tensor mask);

  /**
   * {@return the state of each text's first real token, {@code (B, D)} from {@code (B, T, D)}}
   *
   * @param mask {@code (B, T)}: nonzero for a token, 0 for padding on either side
   */
  Tensor firstToken(Tensor mask);

  /** {@return the diagonal of this square matrix {@code (N, N)}: {@code (N)}} */
  Tensor diagonal();

  /** {@return BOOL {@code (N, M)} for this {@code (N, M)}: true where row equals column} */
  Tensor diagonalMask();

  /**
   * {@return numbers as a tensor of this kind and type, through which no gradient flows}
   *
   * @param values in row-major order; whole for an I64 tensor
   * @param sizes of the dimensions; their product is the number of values
   */
  Tensor constant(double[] values, long... sizes);

  // ---- type and gradient --------------------------------------------------------------------

  /**
   * {@return the elements as another type}
   *
   * @param dtype the type
   */
  Tensor cast(DType dtype);

  /** {@return the same values, through which no gradient flows} */
  Tensor detach();
}
