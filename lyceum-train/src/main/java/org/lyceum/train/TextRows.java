// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.Sha256;
import org.lyceum.text.TokenIds;

/**
 * Rows of texts without a teacher: queries with their positives, and hard negatives behind them.
 */
public final class TextRows implements Examples {
  private final int columns;
  private final List<TokenIds> tokens; // row by row
  private final long[] identities;
  private final String fingerprint;

  /**
   * Takes rows with their tokens. A row with a text of which the tokenizer leaves nothing is left
   * out.
   *
   * @param rows 1 or more, each of as many texts: a query, its positive, hard negatives
   * @param tokenizer texts to token ids, cut to the model's limit
   * @throws IllegalArgumentException if rows differ in length or none is left
   */
  public TextRows(List<List<String>> rows, Function<List<String>, List<TokenIds>> tokenizer) {
    if (rows.isEmpty() || rows.getFirst().isEmpty()) {
      throw new IllegalArgumentException("there must be a row of a text or more, got none");
    }
    columns = rows.getFirst().size();
    var texts = new ArrayList<String>(rows.size() * columns);
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).size() != columns) {
        throw new IllegalArgumentException(
            "each row must have as many texts as the first, %d, got %d in row %d"
                .formatted(columns, rows.get(i).size(), i));
      }
      texts.addAll(rows.get(i));
    }
    var all = tokenizer.apply(texts);
    int[] kept = IntStream.range(0, texts.size()).filter(i -> isWhole(all, i / columns)).toArray();
    if (kept.length == 0) {
      throw new IllegalArgumentException(
          "there must be a row whose texts have a token or more, got none among %d"
              .formatted(rows.size()));
    }
    tokens = Arrays.stream(kept).mapToObj(all::get).toList();
    identities = Arrays.stream(kept).mapToLong(i -> identity(texts.get(i))).toArray();
    fingerprint = Sha256.ofTexts(texts) + " " + columns;
  }

  private boolean isWhole(List<TokenIds> all, int row) {
    return all.subList(row * columns, (row + 1) * columns).stream()
        .allMatch(text -> text.length() > 0);
  }

  private static long identity(String text) {
    return ByteBuffer.wrap(Sha256.digest().digest(text.getBytes(UTF_8))).getLong();
  }

  @Override
  public int size() {
    return tokens.size() / columns;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public TokenIds tokens(int row, int column) {
    return tokens.get(row * columns + column);
  }

  @Override
  public long identity(int row, int column) {
    return identities[row * columns + column];
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
    return fingerprint;
  }
}
