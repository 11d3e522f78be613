// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.files.Sha256;
import org.lyceum.text.TokenIds;
import org.lyceum.train.Examples;

/**
 * Single texts with the teacher's embedding of each, which is read from the cache when needed, and
 * with labels of those that mean the same. Beside a guide the cache need not have them before: it
 * takes the guide's.
 */
public final class DistillationExamples implements Examples {
  private final List<String> texts;
  private final List<TokenIds> tokens;
  private final long[] identities;
  private final long[] labels;
  private final EmbeddingCache cache;
  private final Target target;
  private final String fingerprint;

  /**
   * Takes texts with their tokens. Texts of which the tokenizer leaves nothing are left out.
   *
   * @param texts the texts, all in the cache unless a guide teaches them
   * @param labels equal numbers are of texts that mean the same; {@link #NO_LABEL} for others
   * @param tokens of each text, as the student takes them
   * @param cache the teacher's embeddings
   * @param target what of them the student learns
   */
  public DistillationExamples(
      List<String> texts,
      long[] labels,
      List<TokenIds> tokens,
      EmbeddingCache cache,
      Target target) {
    if (labels.length != texts.size()) {
      throw new IllegalArgumentException(
          "there must be a label a text, got %d of %d texts"
              .formatted(labels.length, texts.size()));
    }
    int[] kept = IntStream.range(0, texts.size()).filter(i -> tokens.get(i).length() > 0).toArray();
    this.tokens = Arrays.stream(kept).mapToObj(tokens::get).toList();
    this.cache = cache;
    this.target = target;
    this.texts = Arrays.stream(kept).mapToObj(texts::get).toList();
    identities = Arrays.stream(kept).mapToLong(i -> TextKey.of(texts.get(i)).high()).toArray();
    this.labels = Arrays.stream(kept).mapToLong(i -> labels[i]).toArray();
    fingerprint = "%s %s %d".formatted(Sha256.ofTexts(texts), cache.fingerprint(), target.width());
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public TokenIds tokens(int row, int column) {
    return tokens.get(row);
  }

  @Override
  public long identity(int row, int column) {
    return identities[row];
  }

  @Override
  public long label(int row) {
    return labels[row];
  }

  @Override
  public int teacherWidth() {
    return target.width();
  }

  @Override
  public float[] teacher(int row, int column) {
    return target.of(cache.vector(cache.row(texts.get(row))));
  }

  @Override
  public void taught(int[] rows, int column, List<float[]> vectors) {
    cache.put(Arrays.stream(rows).mapToObj(texts::get).toList(), vectors);
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }
}
