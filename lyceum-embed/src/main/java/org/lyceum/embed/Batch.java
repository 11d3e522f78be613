// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lyceum.fusion.FusedAttention;

/**
 * A run of texts in the order of their lengths that go through the encoder together.
 *
 * @param from position of the first text
 * @param to position after the last text
 * @param tokens tokens of the longest text: the length that all are padded to
 */
record Batch(int from, int to, int tokens) {
  /**
   * The largest share of padding: of the positions computed, one in ten. Texts of {@link
   * FusedAttention#BLOCKS_FROM} tokens and more have none.
   */
  static final double MOST_PADDING = 0.1;

  int size() {
    return to - from;
  }

  /** Positions computed, padding included. */
  long positions() {
    return (long) size() * tokens;
  }

  /** The places of texts in the order of their lengths, longest first, equal ones as they come. */
  static int[] longestFirst(int[] lengths) {
    long[] keys = new long[lengths.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((long) -lengths[i] << 32) | i;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  /** The lengths in an order of places. */
  static int[] inOrder(int[] lengths, int[] order) {
    return Arrays.stream(order).map(i -> lengths[i]).toArray();
  }

  /**
   * Cuts texts that are sorted by length, longest first, into batches. A batch keeps to the budget
   * unless it is a single text, and to {@link #MOST_PADDING}. Texts of no tokens are in none.
   *
   * @param all tokens of each text, falling
   * @param budget the most positions of a batch
   */
  static List<Batch> of(int[] all, int budget) {
    int[] lengths = Arrays.stream(all).takeWhile(length -> length > 0).toArray();
    var batches = new ArrayList<Batch>();
    int from = 0;
    while (from < lengths.length) {
      int to = end(lengths, from, budget);
      batches.add(new Batch(from, to, lengths[from]));
      from = to;
    }
    return batches;
  }

  private static int end(int[] lengths, int from, int budget) {
    int longest = lengths[from];
    long real = longest;
    int to = from + 1;
    while (to < lengths.length
        && (longest < FusedAttention.BLOCKS_FROM || lengths[to] == longest)) {
      long positions = (long) (to + 1 - from) * longest;
      if (positions > budget || positions - (real + lengths[to]) > MOST_PADDING * positions) {
        break;
      }
      real += lengths[to++];
    }
    return to;
  }
}
