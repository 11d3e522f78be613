// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides the texts of a batch into groups of similar length, so that little of a group is padding.
 *
 * @param tokens the most tokens a group, padding included; a longer text is a group of its own
 * @param padding the largest share of a group that may be padding, 0 to 1
 */
public record LengthGroups(int tokens, double padding) {
  /**
   * Few groups, because each costs a pass over the gradient of the whole token table, with little
   * padding.
   */
  public static final LengthGroups DEFAULT = new LengthGroups(4_096, 0.12);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public LengthGroups {
    if (tokens < 1) {
      throw new IllegalArgumentException(
          "a group must hold at least 1 token, got %d".formatted(tokens));
    }
    if (!(padding >= 0 && padding < 1)) {
      throw new IllegalArgumentException(
          "the share of padding must lie in 0..1, 1 excluded, got %s".formatted(padding));
    }
  }

  /**
   * {@return groups of indices that together are all indices; within a group the lengths rise}
   *
   * @param lengths tokens of each text
   */
  public List<int[]> divide(int[] lengths) {
    int[] order =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> lengths[i]).thenComparing(i -> i))
            .mapToInt(Integer::intValue)
            .toArray();
    var groups = new ArrayList<int[]>();
    int start = 0;
    long real = 0;
    for (int i = 0; i < order.length; i++) {
      long length = lengths[order[i]];
      long padded = (i - start + 1) * length;
      if (i > start && (padded > tokens || padded - real - length > padding * padded)) {
        groups.add(Arrays.copyOfRange(order, start, i));
        start = i;
        real = 0;
      }
      real += length;
    }
    if (start < order.length) {
      groups.add(Arrays.copyOfRange(order, start, order.length));
    }
    return groups;
  }
}
