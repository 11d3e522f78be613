// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.ArrayList;
import java.util.Arrays;
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
  private static final int LONGS = BANDS * ROWS / Long.BYTES;
  private static final long LOW = 0x7f7f7f7f7f7f7f7fL; // all bits of a byte but the highest
  private static final double FAR = 4.5; // standard deviations that no near-duplicate is off

  private final double threshold;
  private final int leastAgreeing; // hashes of two signatures
  private final List<String> kept = new ArrayList<>();
  private long[] signatures = new long[1 << 10]; // of kept, LONGS each: a byte of each hash
  private final BandTable bands = new BandTable(MOST);
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
    int end = (kept.size() + 1) * LONGS;
    if (end > signatures.length) {
      signatures = Arrays.copyOf(signatures, 2 * signatures.length);
    }
    System.arraycopy(shortened(signature), 0, signatures, end - LONGS, LONGS);
    kept.add(text);
  }

  /** The lowest byte of each hash, eight in a long. */
  private static long[] shortened(long[] signature) {
    long[] bytes = new long[LONGS];
    for (int i = 0; i < signature.length; i++) {
      bytes[i / Long.BYTES] = (bytes[i / Long.BYTES] << Byte.SIZE) | (signature[i] & 0xff);
    }
    return bytes;
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
    long[] bytes = shortened(signature);
    for (long key : Shingles.bands(signature, ROWS)) {
      if (bands.any(key, candidate -> isLike(candidate, shingles, bytes))) {
        return true;
      }
    }
    return false;
  }

  private boolean isLike(int candidate, Shingles shingles, long[] signature) {
    return agreeing(candidate, signature) >= leastAgreeing
        && shingles.similarity(Shingles.of(kept.get(candidate))) >= threshold;
  }

  /** How many bytes of a kept text's signature are those of another. */
  private int agreeing(int candidate, long[] signature) {
    int count = 0;
    for (int i = 0; i < LONGS; i++) {
      count += zeros(signatures[candidate * LONGS + i] ^ signature[i]);
    }
    return count;
  }

  /** How many bytes are zero: the highest bit of all others is set, and no other is. */
  private static int zeros(long bytes) {
    long others = (((bytes & LOW) + LOW) | bytes) & ~LOW;
    return Long.BYTES - Long.bitCount(others);
  }

  /** {@return the number of texts that were not new} */
  public long dropped() {
    return dropped;
  }
}
