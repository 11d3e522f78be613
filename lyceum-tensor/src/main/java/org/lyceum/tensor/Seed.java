// SPDX-License-Identifier: Apache-2.0
package org.lyceum.tensor;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The one seed of a run. Every random stream is derived from it by name, so that adding one stream
 * changes no other.
 *
 * @param value any number
 */
public record Seed(long value) {
  /**
   * {@return a new stream, always the same for the same seed and name}
   *
   * @param name what the numbers are for, such as {@code "shuffle/epoch-3"}
   */
  public RandomGenerator stream(String name) {
    return new SplittableRandom(derive(name).value);
  }

  /**
   * {@return a seed for a part of the run}
   *
   * @param name the part
   */
  public Seed derive(String name) {
    long hash = 0xcbf29ce484222325L ^ value; // FNV-1a over the seed and the name
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return new Seed(mix(hash + mix(value)));
  }

  /** The finalizer of MurmurHash3, which spreads every input bit over the whole word. */
  private static long mix(long z) {
    z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }
}
