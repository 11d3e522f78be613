// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells whether a text is new or nearly the same as one seen before.
 *
 * <p>Two texts are near-duplicates if the sets of their words and word pairs, with case and
 * punctuation ignored, have a Jaccard similarity of at least the threshold. Candidates come from
 * MinHash signatures in bands (12 bands of 4 hashes: a pair of similarity 0.8 meets with
 * probability 0.998, one of 0.9 with 0.99999, one of 0.3 with 0.09), and each candidate is then
 * compared exactly. Time is linear in the text; the outcome depends on the order of the texts and
 * on nothing else.
 *
 * <p>Not thread safe.
 *
 * @see <a href="https://doi.org/10.1109/SEQUEN.1997.666900">Broder 1997</a>
 */
public final class NearDuplicates {
  /** The usual threshold. */
  public static final double THRESHOLD = 0.8;

  private static final int BANDS = 12;

  private final double threshold;
  private final List<String> kept = new ArrayList<>();
  private final BandTable bands = new BandTable();
  private long dropped;

  /** Starts with nothing seen, at the usual threshold. */
  public NearDuplicates() {
    this(THRESHOLD);
  }

  /**
   * Starts with nothing seen.
   *
   * @param threshold the least similarity of near-duplicates, above 0 and at most 1
   */
  public NearDuplicates(double threshold) {
    if (!(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "the threshold must be above 0 and at most 1, got %s".formatted(threshold));
    }
    this.threshold = threshold;
  }

  /**
   * {@return whether nothing like the text was seen before; if so, it counts as seen from now on}
   *
   * @param text any text; one without a letter or digit is never new
   */
  public boolean isNew(String text) {
    var shingles = Shingles.of(text);
    if (shingles.isEmpty()) {
      dropped++;
      return false;
    }
    long[] keys = shingles.bands(BANDS);
    if (isKnown(shingles, keys)) {
      dropped++;
      return false;
    }
    for (long key : keys) {
      bands.putIfAbsent(key, kept.size());
    }
    kept.add(text);
    return true;
  }

  /**
   * {@return whether the same or nearly the same was seen before; it does not count as seen by
   * this}
   *
   * @param text any text
   */
  public boolean knows(String text) {
    var shingles = Shingles.of(text);
    return !shingles.isEmpty() && isKnown(shingles, shingles.bands(BANDS));
  }

  private boolean isKnown(Shingles shingles, long[] keys) {
    int last = -1;
    for (long key : keys) {
      int candidate = bands.get(key);
      if (candidate >= 0 && candidate != last) {
        last = candidate;
        if (shingles.similarity(Shingles.of(kept.get(candidate))) >= threshold) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@return the number of texts that were not new} */
  public long dropped() {
    return dropped;
  }
}
