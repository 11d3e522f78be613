// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.List;
import java.util.Locale;
import org.lyceum.encoder.StaticTable;
import org.lyceum.files.Sha256;
import org.lyceum.folder.Backbone;
import org.lyceum.folder.Cut;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Prompt;
import org.lyceum.head.HeadModule;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DataException;
import org.lyceum.text.TokenBuffer;

/**
 * Embeds with a table of token vectors: the mean of the rows of a text's tokens, in Java alone. A
 * text without tokens becomes zeros.
 */
public final class StaticEmbedder implements Embedder {
  /** Texts that one worker takes at a time. */
  private static final int CHUNK = 512;

  private static final int NO_TOKEN = -1;

  private final ModelFolder folder;
  private final Cut cut;
  private final float[] table;
  private final int leftOut;
  private final Workers workers;
  private final UseGuard guard = new UseGuard();

  private StaticEmbedder(ModelFolder folder, EmbedderOptions options) {
    this.folder = folder;
    cut = Cut.of(folder.spec(), options.truncateDim());
    table = folder.weights().floats(StaticTable.NAME);
    leftOut =
        folder.leavesOutUnknown() ? folder.tokenizer().unknownId().orElse(NO_TOKEN) : NO_TOKEN;
    workers = new Workers("lyceum-embed", options.workers());
  }

  /**
   * {@return an embedder of a static model}
   *
   * @param folder the model; stays open as long as the embedder, which closes it
   * @param options how it works; the token budget and the precision mean nothing here
   * @throws DataException if the model does not give its golden vectors, or pools in another way
   */
  public static StaticEmbedder open(ModelFolder folder, EmbedderOptions options) {
    requireStatic(folder);
    var embedder = new StaticEmbedder(folder, options);
    try {
      folder.golden().ifPresent(golden -> golden.check(folder.path(), embedder::whole));
      return embedder;
    } catch (RuntimeException e) {
      embedder.close();
      throw e;
    }
  }

  private static void requireStatic(ModelFolder folder) {
    if (!(folder.backbone() instanceof Backbone.OfTable)) {
      throw new IllegalArgumentException(
          "%s is not a static table but %s; open it with Embedders"
              .formatted(folder.path(), folder.backbone().kind()));
    }
    if (!folder.pooling().equals(new Pooling.MeanPooling())
        || !folder.modules().stream().allMatch(HeadModule.Normalize.class::isInstance)) {
      throw new DataException(
          folder.path(),
          "a static table must be followed by mean pooling and at most Normalize, got %s and %s"
              .formatted(folder.pooling().name(), folder.modules()));
    }
  }

  private List<float[]> whole(List<String> texts) {
    return embed(texts, "", cut.whole(), new Rows(texts.size(), Progress.NONE)).rows();
  }

  @Override
  public String name() {
    return folder.name();
  }

  @Override
  public String fingerprint() {
    return Sha256.of(folder.fingerprint() + cut);
  }

  @Override
  public int width() {
    return cut.kept();
  }

  @Override
  public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    return embed(texts, folder.prompts().text(prompt), cut, new Rows(texts.size(), progress));
  }

  private Vectors embed(List<String> texts, String prompt, Cut wanted, Rows out) {
    int chunk = Math.clamp(texts.size() / workers.threads(), 1, CHUNK);
    return guard.use(
        () -> {
          workers.run(
              (texts.size() + chunk - 1) / chunk,
              i -> {
                int from = i * chunk;
                int to = Math.min(from + chunk, texts.size());
                var tokens = new TokenBuffer();
                for (int j = from; j < to; j++) {
                  out.put(j, vector(prompt + texts.get(j), tokens, wanted), false);
                }
                out.advance(to - from);
              });
          return out.vectors();
        });
  }

  private float[] vector(String text, TokenBuffer tokens, Cut wanted) {
    tokens.clear();
    folder.tokenizer().encodeWithoutSpecials(cased(text), tokens);
    float[] sum = new float[cut.full()];
    int count = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i) != leftOut) {
        add(tokens.get(i), sum);
        count++;
      }
    }
    if (folder.spec().normalizes()) {
      Cut.normalize(sum);
    } else {
      divide(sum, Math.max(1, count));
    }
    return wanted.apply(sum);
  }

  private String cased(String text) {
    return folder.spec().text().lowerCase() ? text.toLowerCase(Locale.ROOT) : text;
  }

  private void add(int token, float[] sum) {
    int row = token * sum.length;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += table[row + i];
    }
  }

  private static void divide(float[] values, int divisor) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= divisor;
    }
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          workers.close();
          folder.close();
        });
  }
}
