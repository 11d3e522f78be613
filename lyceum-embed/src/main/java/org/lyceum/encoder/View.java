// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/**
 * Texts that attention treats together, of as many positions each, and what all layers share in one
 * pass over them: tables of angles, biases of distances.
 */
public final class View {
  /** Added to scores that shall not count: leaves nothing, and is finite so that nothing is NaN. */
  static final double CLOSED = -1e9;

  private final @Nullable Tensor padding;
  private final @Nullable Past past;
  private final Map<Object, Tensor> known = new HashMap<>();

  /**
   * Texts.
   *
   * @param padding {@code (B, 1, 1, T)}: 0 for a token, a large negative number for padding; null
   *     where there is none
   */
  View(@Nullable Tensor padding) {
    this(padding, null);
  }

  private View(@Nullable Tensor padding, @Nullable Past past) {
    this.padding = padding;
    this.past = past;
  }

  /** One text that goes on. */
  static View after(Past past) {
    return new View(null, past);
  }

  @Nullable Past past() {
    return past;
  }

  @Nullable Tensor padding() {
    return padding;
  }

  /**
   * {@return a tensor that is the same in every layer}
   *
   * @param key what it belongs to
   * @param made computes it where it is not known yet
   */
  public Tensor once(Object key, Supplier<Tensor> made) {
    Tensor tensor = known.get(key);
    if (tensor == null) {
      tensor = made.get();
      known.put(key, tensor);
    }
    return tensor;
  }

  /**
   * {@return I64 {@code (T, T)}, or {@code (T, past + T)} of a text that goes on: position of the
   * key minus position of the query; row is the query}
   *
   * @param heads any states of these texts, {@code (B, H, T, d)}
   */
  public Tensor distances(Tensor heads) {
    return once(
        "distances",
        () -> {
          Tensor positions = positions(heads);
          Tensor ofKeys = past == null ? positions : upTo(past.length(), positions);
          return ofKeys.sub(positions.transpose());
        });
  }

  /**
   * {@return I64 {@code (1, T)}: 0, 1, 2, ..., or what follows of a text that goes on}
   *
   * @param heads any states of these texts, {@code (B, H, T, d)}
   */
  public Tensor positions(Tensor heads) {
    return once(
        "positions",
        () -> {
          Tensor here = heads.select(3, 0).select(1, 0).positionsLike();
          return past == null ? here : here.add(past.length());
        });
  }

  /** Positions with those before them, (1, past + T). */
  private static Tensor upTo(int before, Tensor positions) {
    if (before == 0) {
      return positions;
    }
    double[] first = IntStream.range(0, before).asDoubleStream().toArray();
    return positions.constant(first, 1, before).concat(List.of(positions), 1);
  }
}
