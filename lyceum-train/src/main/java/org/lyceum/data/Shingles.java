// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import org.lyceum.text.Words;

/**
 * The set of words and pairs of neighboring words of a text, as sorted hashes without repetition.
 * Letters are lower case and in compatibility form; all but letters, marks and digits separates.
 * Where white space separates no words, as in Chinese, each letter is one.
 */
record Shingles(long[] hashes) {
  static Shingles of(String text) {
    long[] words = words(text);
    long[] all = Arrays.copyOf(words, Math.max(0, 2 * words.length - 1));
    for (int i = 1; i < words.length; i++) {
      all[words.length + i - 1] = mix(words[i - 1] * 31 + words[i]);
    }
    return new Shingles(Arrays.stream(all).sorted().distinct().toArray());
  }

  boolean isEmpty() {
    return hashes.length == 0;
  }

  /** The Jaccard similarity: shared elements by all elements. */
  double similarity(Shingles other) {
    int shared = 0;
    for (int i = 0, j = 0; i < hashes.length && j < other.hashes.length; ) {
      int order = Long.compare(hashes[i], other.hashes[j]);
      shared += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return shared / (double) (hashes.length + other.hashes.length - shared);
  }

  /** The MinHash signature: the least value of so many hash functions over the set. */
  long[] signature(int functions) {
    long[] signature = new long[functions];
    for (int i = 0; i < functions; i++) {
      signature[i] = least(i + 1);
    }
    return signature;
  }

  /** A key for each band of a signature, of so many of its values. */
  static long[] bands(long[] signature, int rows) {
    long[] keys = new long[signature.length / rows];
    for (int band = 0; band < keys.length; band++) {
      long key = band;
      for (int row = 0; row < rows; row++) {
        key = mix(key * 31 + signature[band * rows + row]);
      }
      keys[band] = key;
    }
    return keys;
  }

  /** The least value of one hash function over the set. */
  private long least(long function) {
    long salt = mix(function);
    long least = Long.MAX_VALUE;
    for (long hash : hashes) {
      long value = (hash ^ salt) * 0x9E3779B97F4A7C15L;
      least = Math.min(least, value ^ (value >>> 32));
    }
    return least;
  }

  private static long[] words(String text) {
    var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    boolean spaced = Words.areSpaced(plain);
    long[] words = new long[8];
    int count = 0;
    long hash = 0;
    for (int i = 0; i <= plain.length(); ) {
      int c = i < plain.length() ? plain.codePointAt(i) : ' ';
      i += Character.charCount(c);
      boolean alone = !spaced && Words.isOne(c);
      if (hash != 0 && (alone || !isWord(c))) {
        words = count < words.length ? words : Arrays.copyOf(words, 2 * count);
        words[count++] = mix(hash);
        hash = 0;
      }
      if (isWord(c)) {
        hash = (hash == 0 ? 0xcbf29ce484222325L : hash) * 0x100000001b3L + c;
      }
    }
    return Arrays.copyOf(words, count);
  }

  private static boolean isWord(int c) {
    return Character.isLetterOrDigit(c) || (c > 0x7f && isMark(Character.getType(c)));
  }

  private static boolean isMark(int type) {
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }
}
