// SPDX-License-Identifier: Apache-2.0
package org.lyceum.sampling;

import java.util.BitSet;
import java.util.stream.IntStream;

/** Chooses the examples of each batch. */
@FunctionalInterface
public interface Sampler {
  /**
   * {@return the indices of one batch, always the same for the same step}
   *
   * @param number the batch, counted from 0
   */
  int[] batch(long number);

  /**
   * {@return the indices of all examples that are in the first batches}
   *
   * @param batches how many batches
   * @param examples how many there are: once all were seen, no further batch is looked at
   */
  default BitSet seen(long batches, int examples) {
    var seen = new BitSet();
    for (long number = 0; number < batches && seen.cardinality() < examples; number++) {
      IntStream.of(batch(number)).forEach(seen::set);
    }
    return seen;
  }
}
