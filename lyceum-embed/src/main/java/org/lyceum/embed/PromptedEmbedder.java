// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.lyceum.embed.TemplateTokens.Spanned;
import org.lyceum.files.Sha256;
import org.lyceum.folder.Cut;
import org.lyceum.folder.GraphExport;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Prompt;
import org.lyceum.tensor.DataException;

/**
 * Embeds with a language model as it is, by a {@link Technique}. Any encoder of texts will do, also
 * one that sees both ways, and a plain folder of transformers is enough. Of a model folder only the
 * encoder is used, not its pooling, its layers or its prompts.
 *
 * <p>The vectors are hidden states: their length is not 1. A text without a token, such as the
 * empty one, gets the vector of the template, which says nothing; {@link #withoutTokens} counts
 * them.
 */
public final class PromptedEmbedder implements Embedder {
  /** Texts in memory as tokens at a time. */
  private static final int WINDOW = 2_000;

  private final ModelFolder model;
  private final Technique technique;
  private final Cut cut;
  private final TemplateTokens rows;
  private final BatchRunner runner;
  private final Pace pace;
  private final LongAdder withoutTokens = new LongAdder();
  private final UseGuard guard = new UseGuard();

  private PromptedEmbedder(
      ModelFolder model, Technique technique, EmbedderOptions options, Opened opened) {
    this.model = model;
    this.technique = technique;
    cut = opened.cut;
    rows = opened.rows;
    runner = new BatchRunner(opened.graph, options.workers(), rows.tokenizer().padId());
    int budget =
        options.tokenBudget() == EmbedderOptions.MEASURED ? PaceMeter.USUAL : options.tokenBudget();
    pace = new Pace(budget, options.workers());
  }

  /** What stands behind it. */
  private record Opened(TemplateTokens rows, EncoderGraph graph, Cut cut) {}

  /**
   * {@return an embedder of a language model}
   *
   * @param folder holds {@code config.json}, weights and a tokenizer; or a model folder
   * @param technique how texts are put to it
   * @param options how it works; the token budget is not measured
   * @throws DataException if a part is missing, broken or not supported
   * @throws IllegalArgumentException if a template is too long for the model
   * @throws IllegalStateException if an 8-bit graph is asked for, which there is not
   */
  public static PromptedEmbedder open(Path folder, Technique technique, EmbedderOptions options) {
    Path path = folder.toAbsolutePath().normalize();
    if (options.precision() == GraphPrecision.INT8) {
      throw new IllegalStateException(
          "an 8-bit graph of %s pools in its own way and cannot be used with a technique; leave out --int8"
              .formatted(path));
    }
    ModelFolder model = ModelFolder.openEncoder(path);
    try {
      Cut cut = Cut.of(model.spec(), options.truncateDim());
      var tokens = new TemplateTokens(model.tokenizer(), model.maxTokens());
      technique.templates().forEach(tokens::requireFits);
      var graph =
          EncoderGraph.open(path, GraphExport.graph(model.spec(), model.weights()).toModel());
      return new PromptedEmbedder(model, technique, options, new Opened(tokens, graph, cut));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "%s (%s)".formatted(model.name(), technique.name());
  }

  @Override
  public String fingerprint() {
    return Sha256.of(model.fingerprint() + technique + cut);
  }

  @Override
  public int width() {
    return cut.kept();
  }

  /**
   * {@return how many texts so far had no token of their own, so that their vector is the
   * template's}
   */
  public long withoutTokens() {
    return withoutTokens.sum();
  }

  @Override
  public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    var templates = technique.templates(prompt);
    var out = new Rows(texts.size(), progress);
    return guard.use(
        () -> {
          for (int from = 0; from < texts.size(); from += WINDOW) {
            int to = Math.min(from + WINDOW, texts.size());
            new Window(texts.subList(from, to), templates).run(from, out);
          }
          return out.vectors();
        });
  }

  /** Texts of a call that are worked on at the same time, each in every template. */
  private final class Window {
    private final List<String> texts;
    private final List<TextTemplate> templates;
    private final Spanned[] tokens;
    private final float[][] states;

    Window(List<String> texts, List<TextTemplate> templates) {
      this.texts = texts;
      this.templates = templates;
      tokens = new Spanned[texts.size() * templates.size()];
      states = new float[tokens.length][];
    }

    void run(int first, Rows out) {
      int each = templates.size();
      runner
          .workers()
          .run(
              tokens.length,
              i -> tokens[i] = rows.of(templates.get(i % each), texts.get(i / each)));
      runner.run(
          Arrays.stream(tokens).map(Spanned::pooled).toList(),
          pace,
          (row, state) -> states[row] = state);
      for (int text = 0; text < texts.size(); text++) {
        finish(text, first, out);
      }
    }

    private void finish(int text, int first, Rows out) {
      int each = templates.size();
      boolean truncated = false;
      boolean ofText = true;
      for (int i = text * each; i < (text + 1) * each; i++) {
        truncated |= tokens[i].pooled().tokens().truncated();
        ofText &= tokens[i].ofText();
      }
      if (!ofText) {
        withoutTokens.increment();
      }
      out.put(first + text, cut.apply(vector(text * each, each)), truncated);
      out.advance(1);
    }

    /** The one vector, or the mean of several that were scaled to length 1. */
    private float[] vector(int from, int count) {
      if (count == 1) {
        return states[from];
      }
      float[] mean = new float[cut.full()];
      for (int i = from; i < from + count; i++) {
        Cut.normalize(states[i]);
        for (int j = 0; j < mean.length; j++) {
          mean[j] += states[i][j] / count;
        }
      }
      return mean;
    }
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          runner.close();
          model.close();
        });
  }
}
