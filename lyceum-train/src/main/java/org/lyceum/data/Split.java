// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;

/**
 * A corpus in two parts, of which one is never trained on.
 *
 * @param training in random order
 * @param heldOut in random order
 */
public record Split(List<String> training, List<String> heldOut) {
  /** A corpus smaller than this cannot spare anything. */
  public static final int FEWEST_TEXTS = 200;

  /** Copies the lists. */
  public Split {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
  }

  /**
   * {@return the texts, shuffled, with a tenth of them held out, but not more than asked for}
   *
   * @param source names the corpus in messages
   * @param texts without near-duplicates, 200 or more
   * @param most how many to hold out at most, 1 or more
   * @param seed decides which
   */
  public static Split of(String source, List<String> texts, int most, Seed seed) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "1 or more texts must be held out, got %d".formatted(most));
    }
    if (texts.size() < FEWEST_TEXTS) {
      throw new DataException(
          source,
          "a corpus must have %d or more different texts, so that a tenth can be held out, got %d (a text is a line of a file, or a paragraph of a file in a folder); add more"
              .formatted(FEWEST_TEXTS, texts.size()));
    }
    var shuffled = new ArrayList<>(texts);
    Collections.shuffle(shuffled, seed.stream("held-out"));
    int count = Math.min(most, shuffled.size() / 10);
    return new Split(shuffled.subList(count, shuffled.size()), shuffled.subList(0, count));
  }
}
