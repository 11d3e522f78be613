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
 * probability 0.998, one of 0.9 with 0.99999, one of 0.3 with 0.09). Of each band the last 1,000
 * texts are looked at, so that a corpus made from a template does not take forever; those whose
 * signatures agree as near-duplicates' do are then compared exactly. The outcome depends on the
 * order of the texts and on nothing else.
 *
 * <p>Not thread safe.
 *
 * @see <a href="https://doi.org/10.1109/SEQUEN.1997.666900">Broder 1997</a>
 */
public final class NearDuplicates {
  /** The usual threshold. */
  public static final double THRESHOLD = 0.8;

  private static final int BANDS = 12;
  private static final int ROWS = 4; // hashes a band
  private static final int MOST = 1_000; // candidates of a band
  private static final double FAR = 4.5; // standard deviations that no near-duplicate is off

  private final double threshold;
  private final int leastAgreeing; // hashes of two signatures
  private final List<Seen> kept = new ArrayList<>();
  private final BandTable bands = new BandTable(MOST);
  private long dropped;

  /** A text with a byte of each hash of its signature. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Seen(String text, byte[] signature) {
    static byte[] shortened(long[] signature) {
      byte[] bytes = new byte[signature.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) signature[i];
      }
      return bytes;
    }

    int agreeing(byte[] other) {
      int count = 0;
      for (int i = 0; i < signature.length; i++) {
        count += signature[i] == other[i] ? 1 : 0;
      }
      return count;
    }
  }

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
    int hashes = BANDS * ROWS;
    double spread = Math.sqrt(hashes * threshold * (1 - threshold));
    leastAgreeing = (int) Math.floor(hashes * threshold - FAR * spread);
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
    long[] signature = shingles.signature(BANDS * ROWS);
    if (isKnown(shingles, signature)) {
      dropped++;
      return false;
    }
    keep(text, signature);
    return true;
  }

  /**
   * Makes a text count as seen, whether it was or not: what is like it is not new from now on, also
   * where it is itself like one before it.
   *
   * @param text any text; one without a letter or digit changes nothing
   */
  public void add(String text) {
    var shingles = Shingles.of(text);
    if (!shingles.isEmpty()) {
      keep(text, shingles.signature(BANDS * ROWS));
    }
  }

  private void keep(String text, long[] signature) {
    for (long key : Shingles.bands(signature, ROWS)) {
      bands.add(key, kept.size());
    }
    kept.add(new Seen(text, Seen.shortened(signature)));
  }

  /**
   * {@return whether the same or nearly the same was seen before; it does not count as seen by
   * this}
   *
   * @param text any text
   */
  public boolean knows(String text) {
    var shingles = Shingles.of(text);
    return !shingles.isEmpty() && isKnown(shingles, shingles.signature(BANDS * ROWS));
  }

  private boolean isKnown(Shingles shingles, long[] signature) {
    byte[] bytes = Seen.shortened(signature);
    for (long key : Shingles.bands(signature, ROWS)) {
      if (bands.any(key, candidate -> isLike(kept.get(candidate), shingles, bytes))) {
        return true;
      }
    }
    return false;
  }

  private boolean isLike(Seen candidate, Shingles shingles, byte[] signature) {
    return candidate.agreeing(signature) >= leastAgreeing
        && shingles.similarity(Shingles.of(candidate.text)) >= threshold;
  }

  /** {@return the number of texts that were not new} */
  public long dropped() {
    return dropped;
  }
}
