// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The native memory of one tensor: as it is, rounded to bfloat16, or both. Each is made from the
 * other when it is first wanted and then kept, so that a weight is rounded once between two steps
 * of the optimizer, and an activation that goes from one bfloat16 layer to the next is never
 * widened.
 */
final class Memory {
  private @Nullable Tensor full;
  private @Nullable Tensor half;
  private final boolean bornHalf;
  private final AtomicLong changes; // that the full one did not count, in all its replicas
  private long version; // of the full one, and its changes, when the half one was made from it
  private long seen;
  private final List<Tensor> retired =
      new ArrayList<>(); // another thread may still be reading them

  private Memory(@Nullable Tensor full, @Nullable Tensor half, AtomicLong changes) {
    this.full = full;
    this.half = half;
    this.changes = changes;
    bornHalf = full == null;
  }

  static Memory full(Tensor tensor) {
    return new Memory(tensor, null, new AtomicLong());
  }

  /** The memory of a float32 tensor that was computed in bfloat16. */
  static Memory half(Tensor tensor) {
    return new Memory(null, tensor, new AtomicLong());
  }

  /** The memory of a tensor that shares its elements with another. */
  static Memory replica(Tensor full, Memory other) {
    return new Memory(full, null, other.changes);
  }

  boolean isBornHalf() {
    return bornHalf;
  }

  synchronized boolean isFreed() {
    return full == null && half == null;
  }

  synchronized Tensor full() {
    var source = half;
    var current = full;
    if (current == null || (bornHalf && source != null && lacksGradient(source, current))) {
      retire(current);
      current = source == null ? freed() : source.to(ScalarType.Float);
      full = current;
    }
    return current;
  }

  synchronized Tensor half() {
    var source = full;
    forgetIfChanged();
    var current = half;
    if (!bornHalf && source != null && (current == null || isStale(source, current))) {
      retire(current);
      current = source.to(ScalarType.BFloat16);
      version = source._version();
      half = current;
    }
    return current == null ? freed() : current;
  }

  /**
   * Says that the full one was written to by a call that does not count its writes, so that the
   * rounded copies are of old values, here and in replicas. Nobody may be reading them.
   */
  synchronized void changed() {
    changes.incrementAndGet();
    forgetIfChanged();
  }

  private void forgetIfChanged() {
    if (!bornHalf && seen != changes.get()) {
      retire(half); // and with it the one that was made where no gradient was wanted
      half = null;
      freeRetired();
    }
    seen = changes.get();
  }

  private boolean isStale(Tensor source, Tensor copy) {
    return source._version() != version || lacksGradient(source, copy);
  }

  /** Whether the copy was made where no gradient was wanted, and now one is. */
  private static boolean lacksGradient(Tensor source, Tensor copy) {
    return source.requires_grad() && !copy.requires_grad() && GradMode.is_enabled();
  }

  private void retire(@Nullable Tensor old) {
    if (old != null) {
      retired.add(old);
    }
  }

  private static Tensor freed() {
    throw new IllegalStateException("the tensor was freed");
  }

  synchronized void free() {
    retire(full);
    retire(half);
    full = null;
    half = null;
    freeRetired();
  }

  private void freeRetired() {
    retired.forEach(Tensor::deallocate);
    retired.clear();
  }
}
