// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.text.TokenIds;
import org.lyceum.train.Examples;

/**
 * Texts as pairs for training: the first with the second, and so on.
 *
 * @param texts an even number
 */
record Pairs(List<TokenIds> texts) implements Examples {
  @Override
  public int size() {
    return texts.size() / 2;
  }

  @Override
  public int columns() {
    return 2;
  }

  @Override
  public TokenIds tokens(int row, int column) {
    return texts.get(2 * row + column);
  }

  @Override
  public long identity(int row, int column) {
    return 2L * row + column;
  }

  @Override
  public int teacherWidth() {
    return 0;
  }

  @Override
  public float @Nullable [] teacher(int row, int column) {
    return null;
  }

  @Override
  public String fingerprint() {
    return Integer.toString(texts.hashCode());
  }

  /**
   * {@return the same, every text filled up to the longest of its batch, as a padded batch is}
   *
   * @param batch pairs a batch
   * @param padId what fills
   */
  Pairs padded(int batch, int padId) {
    var padded = new ArrayList<TokenIds>();
    for (int from = 0; from < texts.size(); from += 2 * batch) {
      var some = texts.subList(from, Math.min(from + 2 * batch, texts.size()));
      int longest = some.stream().mapToInt(TokenIds::length).max().orElse(0);
      some.forEach(text -> padded.add(padded(text, longest, padId)));
    }
    return new Pairs(padded);
  }

  private static TokenIds padded(TokenIds text, int length, int padId) {
    int[] ids = Arrays.copyOf(text.ids(), length);
    Arrays.fill(ids, text.length(), length, padId);
    return new TokenIds(ids, Arrays.copyOf(text.types(), length), text.truncated());
  }
}
