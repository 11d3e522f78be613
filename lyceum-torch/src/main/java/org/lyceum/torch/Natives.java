// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/**
 * The door to the native library: loads it, calls it, and puts its failures into our words.
 *
 * <p>JavaCPP's own collector is switched off before its first class loads: it would free pointers
 * from a second thread at a time of its choosing, and call {@code System.gc()} whenever the process
 * holds more memory than twice the Java heap.
 */
final class Natives {
  /** Tensors that exist and are not freed. */
  static final AtomicLong LIVE = new AtomicLong();

  static {
    System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
    Loader.load(torch.class);
  }

  private Natives() {}

  /** A native call that makes a tensor. */
  @FunctionalInterface
  interface Call {
    org.bytedeco.pytorch.Tensor run();
  }

  /** Loads the library, if this has not happened yet. */
  static void load() {
    LIVE.get();
  }

  /** Makes the call, and the current scope the owner of its result. */
  static TorchTensor make(String operation, Call call, Tensor... operands) {
    var scope = Scope.current();
    var tensor = new TorchTensor(guard(operation, call, operands));
    scope.own(tensor);
    return tensor;
  }

  /** As {@link #make}, of a call that computes an F32 tensor in bfloat16. */
  static TorchTensor makeHalf(String operation, Call call, Tensor... operands) {
    var scope = Scope.current();
    var tensor = TorchTensor.half(guard(operation, call, operands));
    scope.own(tensor);
    return tensor;
  }

  /** Makes the call; what it throws is thrown again in our words. */
  static org.bytedeco.pytorch.Tensor guard(String operation, Call call, Tensor... operands) {
    try {
      return call.run();
    } catch (IllegalStateException | IllegalArgumentException ours) {
      throw ours;
    } catch (RuntimeException theirs) {
      throw translated(operation, theirs, operands);
    }
  }

  static RuntimeException translated(String operation, RuntimeException cause, Tensor... operands) {
    var shapes =
        Arrays.stream(operands)
            .map(operand -> operand.dtype() + operand.shape().toString())
            .collect(Collectors.joining(", "));
    var message = "%s of %s failed: %s".formatted(operation, shapes, firstLine(cause.getMessage()));
    return message.contains("alloc")
        ? new IllegalStateException(message + "; free memory or make the batch smaller", cause)
        : new IllegalArgumentException(message, cause);
  }

  private static String firstLine(@org.jspecify.annotations.Nullable String message) {
    return message == null ? "no reason given" : message.lines().findFirst().orElse("").strip();
  }

  /**
   * A number as the library wants it: whole where the tensor holds whole numbers, to keep its type.
   */
  static Scalar scalar(DType dtype, double number) {
    return !dtype.isFloating() && number == Math.rint(number) && Math.abs(number) < 1L << 53
        ? new Scalar((long) number)
        : new Scalar(number);
  }

  static TensorOptions options(DType dtype) {
    try (var plain = new TensorOptions();
        var type = new ScalarTypeOptional(type(dtype))) {
      return plain.dtype(type);
    }
  }

  static ScalarType type(DType dtype) {
    return switch (dtype) {
      case F64 -> ScalarType.Double;
      case F32 -> ScalarType.Float;
      case F16 -> ScalarType.Half;
      case BF16 -> ScalarType.BFloat16;
      case I64 -> ScalarType.Long;
      case I8 -> ScalarType.Char;
      case U8 -> ScalarType.Byte;
      case BOOL -> ScalarType.Bool;
    };
  }

  static DType dtype(ScalarType type) {
    return switch (type.intern()) { // what comes from native code is not yet the constant
      case Double -> DType.F64;
      case Float -> DType.F32;
      case Half -> DType.F16;
      case BFloat16 -> DType.BF16;
      case Long -> DType.I64;
      case Char -> DType.I8;
      case Byte -> DType.U8;
      case Bool -> DType.BOOL;
      default -> throw new IllegalStateException("no type of ours is the native type " + type);
    };
  }
}
