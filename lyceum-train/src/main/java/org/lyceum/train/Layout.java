// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the texts of a batch are laid out for encoding. Sums of floats depend on their order, so two
 * layouts give the same gradient but for rounding, and one layout the same to the last bit.
 *
 * @param workers threads among which the texts are shared
 * @param tokens the most tokens that a worker encodes at once; a longer text is encoded alone
 */
public record Layout(int workers, int tokens) {
  /** One worker; enough tokens for large matrix products, few enough to need little memory. */
  public static final Layout DEFAULT = new Layout(1, 4_096);

  /**
   * For encoding without training: as fast, and everything of a pack is held until it is done,
   * which for 4,096 tokens of MiniLM is a gigabyte a worker.
   */
  public static final Layout INFERENCE = new Layout(1, 1_024);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Layout {
    if (workers < 1 || tokens < 1) {
      throw new IllegalArgumentException(
          "workers and tokens must be 1 or more, got %d and %d".formatted(workers, tokens));
    }
  }

  /**
   * {@return this with another number of workers}
   *
   * @param number 1 or more
   */
  public Layout withWorkers(int number) {
    return new Layout(number, tokens);
  }

  /**
   * {@return the indices of each worker's texts, shorter ones first: dealt out by length, so that
   * all have about the same work. Fewer shares than workers where there are fewer texts}
   *
   * @param lengths tokens of each text
   */
  List<int[]> shares(int[] lengths) {
    int[] order = byLength(lengths);
    int players = Math.min(workers, order.length);
    return IntStream.range(0, players)
        .mapToObj(
            player ->
                IntStream.range(0, order.length)
                    .filter(place -> player == dealtTo(place, players))
                    .map(place -> order[place])
                    .toArray())
        .toList();
  }

  /** To and fro, so that no worker always gets the longer one. */
  private static int dealtTo(int place, int players) {
    int inRound = place % players;
    return place / players % 2 == 0 ? inRound : players - 1 - inRound;
  }

  private static int[] byLength(int[] lengths) {
    return IntStream.range(0, lengths.length)
        .boxed()
        .sorted(Comparator.comparingInt((Integer i) -> lengths[i]).thenComparing(i -> i))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * {@return the places of one share that are encoded at once, in order}
   *
   * @param lengths tokens of each text of the share
   */
  List<int[]> packs(int[] lengths) {
    var packs = new ArrayList<int[]>();
    int[] places = IntStream.range(0, lengths.length).toArray();
    int start = 0;
    long held = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (i > start && held + lengths[i] > tokens) {
        packs.add(Arrays.copyOfRange(places, start, i));
        start = i;
        held = 0;
      }
      held += lengths[i];
    }
    packs.add(Arrays.copyOfRange(places, start, lengths.length));
    return packs;
  }
}
