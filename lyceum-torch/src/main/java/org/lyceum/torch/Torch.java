// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.util.Arrays;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.tensor.TensorChecks;

/** Makes tensors, runs backward, and holds the settings of the native library. */
public final class Torch {
  static {
    Natives.load();
  }

  private Torch() {}

  // ---- making tensors -----------------------------------------------------------------------

  /**
   * {@return an F32 tensor of the values, copied}
   *
   * @param values in row-major order
   * @param sizes of the dimensions; their product is the number of values
   */
  public static Tensor tensor(float[] values, long... sizes) {
    check(values.length, sizes);
    return Natives.make("tensor", () -> Copies.of(values, sizes));
  }

  /**
   * {@return an F64 tensor of the values, copied}
   *
   * @param values in row-major order
   * @param sizes of the dimensions; their product is the number of values
   */
  public static Tensor tensor(double[] values, long... sizes) {
    check(values.length, sizes);
    return Natives.make("tensor", () -> Copies.of(values, sizes));
  }

  /**
   * {@return an I64 tensor of the values, copied}
   *
   * @param values in row-major order
   * @param sizes of the dimensions; their product is the number of values
   */
  public static Tensor tensor(long[] values, long... sizes) {
    check(values.length, sizes);
    return Natives.make("tensor", () -> Copies.of(values, sizes));
  }

  /**
   * {@return a BOOL tensor of the values, copied}
   *
   * @param values in row-major order
   * @param sizes of the dimensions; their product is the number of values
   */
  public static Tensor tensor(boolean[] values, long... sizes) {
    check(values.length, sizes);
    return Natives.make("tensor", () -> Copies.of(values, sizes));
  }

  private static void check(long values, long... sizes) {
    if (Shape.of(sizes).elements() != values) {
      throw TensorChecks.refusal(
          "tensor", "%d values do not fill shape %s", values, Shape.of(sizes));
    }
  }

  /**
   * {@return a tensor whose elements are all the same}
   *
   * @param number the value of each
   * @param dtype their type
   * @param sizes of the dimensions; none for a scalar
   */
  public static Tensor full(double number, DType dtype, long... sizes) {
    if (!Shape.of(sizes).isKnown()) {
      throw TensorChecks.refusal("full", "sizes must be 0 or more, got %s", Arrays.toString(sizes));
    }
    try (var value = Natives.scalar(dtype, number);
        var options = Natives.options(dtype)) {
      return Natives.make("full", () -> torch.torch_full(sizes, value, options));
    }
  }

  /**
   * {@return an F32 tensor of zeros}
   *
   * @param sizes of the dimensions
   */
  public static Tensor zeros(long... sizes) {
    return full(0, DType.F32, sizes);
  }

  /**
   * {@return an F32 tensor of ones}
   *
   * @param sizes of the dimensions
   */
  public static Tensor ones(long... sizes) {
    return full(1, DType.F32, sizes);
  }

  /**
   * {@return an F32 tensor of no dimensions}
   *
   * @param number its value
   */
  public static Tensor scalar(double number) {
    return full(number, DType.F32);
  }

  // ---- gradients ----------------------------------------------------------------------------

  /**
   * {@return a copy whose gradient {@link #backward} computes, found afterwards by {@link
   * #gradient}}
   *
   * @param tensor floating
   */
  public static Tensor requireGradient(Tensor tensor) {
    var source = TorchTensor.raw("requireGradient", tensor);
    return Natives.make(
        "requireGradient",
        () -> {
          try (var detached = source.detach()) {
            var copy = detached.clone();
            copy.set_requires_grad(true);
            return copy;
          }
        },
        tensor);
  }

  /**
   * Adds the gradient of a loss to every leaf that it depends on. What the loss was computed
   * through is given up, so this can be done once.
   *
   * @param loss a scalar
   */
  public static void backward(Tensor loss) {
    if (loss.shape().elements() != 1) {
      throw TensorChecks.refusal(
          "backward",
          "the loss must be a scalar, got shape %s; take its mean or give a gradient",
          loss.shape());
    }
    var raw = differentiable(loss);
    run(loss, raw::backward);
  }

  /**
   * Adds to every leaf the gradient of {@code sum(tensor * gradient)}: the second half of a
   * backward pass whose first half was done elsewhere, as in gradient caching.
   *
   * @param tensor of any shape
   * @param gradient of the same shape
   * @see <a href="https://arxiv.org/abs/2101.06983">Gao et al. 2021</a>
   */
  public static void backward(Tensor tensor, Tensor gradient) {
    if (!tensor.shape().equals(gradient.shape())) {
      throw TensorChecks.refusal(
          "backward",
          "tensor %s and gradient %s must have the same shape",
          tensor.shape(),
          gradient.shape());
    }
    var raw = differentiable(tensor);
    var outer = TorchTensor.raw("backward", gradient);
    try (var retain = new BoolOptional(false)) {
      run(tensor, () -> raw.backward(outer, retain, false, Nothing.TENSORS));
    }
  }

  private static void run(Tensor of, Runnable backward) {
    try {
      backward.run();
    } catch (RuntimeException theirs) {
      throw Natives.translated("backward", theirs, of);
    }
  }

  private static org.bytedeco.pytorch.Tensor differentiable(Tensor tensor) {
    var raw = TorchTensor.raw("backward", tensor);
    if (!raw.requires_grad()) {
      throw new IllegalStateException(
          "backward: tensor %s depends on nothing that takes a gradient; make a leaf with Torch.requireGradient or train the parameters"
              .formatted(tensor.shape()));
    }
    return raw;
  }

  /**
   * {@return the gradient that has been added up for a leaf, or null if backward has not reached
   * it}
   *
   * @param leaf from {@link #requireGradient} or {@link TorchParameters}
   */
  public static @Nullable Tensor gradient(Tensor leaf) {
    var gradient = TorchTensor.raw("gradient", leaf).grad();
    if (!gradient.defined()) {
      gradient.deallocate();
      return null;
    }
    return Natives.make("gradient", () -> dense(gradient), leaf);
  }

  private static org.bytedeco.pytorch.Tensor dense(org.bytedeco.pytorch.Tensor gradient) {
    if (!gradient.is_sparse()) {
      return gradient;
    }
    try (gradient) {
      return gradient.to_dense();
    }
  }

  /**
   * {@return a guard: until it is closed, this thread computes without remembering for backward}
   */
  public static Guard noGrad() {
    boolean before = GradMode.is_enabled();
    GradMode.set_enabled(false);
    return () -> GradMode.set_enabled(before);
  }

  // ---- settings -----------------------------------------------------------------------------

  /** {@return the number of tensors that are not freed, on all threads} */
  public static long live() {
    return Natives.LIVE.get();
  }

  /** {@return how many threads one operation may use} */
  public static int threads() {
    return torch.get_num_threads();
  }

  /**
   * Sets how many threads one operation may use, for the whole process.
   *
   * @param threads 1 or more
   */
  public static void threads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
    }
    torch.set_num_threads(threads);
    openblas_nolapack.blas_set_num_threads(threads); // a library of its own, with its own threads
  }
}
