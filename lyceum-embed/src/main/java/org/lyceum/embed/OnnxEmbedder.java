// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.Sha256;
import org.lyceum.folder.Cut;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Prompt;
import org.lyceum.text.TokenIds;

/**
 * Embeds with ONNX Runtime.
 *
 * <p>A million texts are worked through in windows, whose tokens alone are in memory.
 *
 * <p>A text without tokens, such as the empty one where the tokenizer adds none of its own, becomes
 * zeros.
 */
public final class OnnxEmbedder implements Embedder {
  /** Texts tokenized at a time. */
  private static final int WINDOW = 20_000;

  /** Texts that one worker tokenizes at a time. */
  private static final int CHUNK = 128;

  /** Tokens of this window and those before from which measuring pays, for each worker. */
  private static final long WORTH_MEASURING = 100_000;

  private final ModelFolder folder;
  private final EmbedderOptions options;
  private final Cut cut;
  private final BatchRunner runner;
  private final PaceMeter meter;
  private final UseGuard guard = new UseGuard();
  private volatile @Nullable Pace known;
  private volatile @Nullable Pace measured;

  private OnnxEmbedder(ModelFolder folder, EmbedderOptions options, Cut cut, EncoderGraph graph) {
    this.folder = folder;
    this.options = options;
    this.cut = cut;
    meter = new PaceMeter(kind(folder, options.precision()));
    known = known();
    runner = new BatchRunner(graph, options.workers(), folder.tokenizer().padId());
  }

  /** The same for models of the same shapes, in every process. */
  static String kind(ModelFolder folder, GraphPrecision precision) {
    return "%s %s %s".formatted(folder.backbone().shapes(), folder.pooling(), precision);
  }

  /** What needs no measuring: what the options ask for, and what was measured before. */
  private @Nullable Pace known() {
    var tokens =
        options.tokenBudget() == EmbedderOptions.MEASURED
            ? meter.knownTokens()
            : OptionalInt.of(options.tokenBudget());
    var number =
        options.threads() == EmbedderOptions.MEASURED
            ? meter.knownWorkers()
            : OptionalInt.of(options.threads());
    return tokens.isEmpty() || number.isEmpty()
        ? null
        : new Pace(tokens.getAsInt(), Math.min(number.getAsInt(), options.workers()));
  }

  /**
   * {@return an embedder of a model}
   *
   * @param folder the model; stays open as long as the embedder, which closes it
   * @param options how it works
   * @throws org.lyceum.tensor.DataException if the model does not give its golden vectors
   */
  public static OnnxEmbedder open(ModelFolder folder, EmbedderOptions options) {
    var cut = Cut.of(folder.spec(), options.truncateDim()); // refuses before a graph is open
    var embedder = with(EncoderGraphs.open(folder, options.precision()), folder, options, cut);
    try {
      embedder.checkGolden();
      return embedder;
    } catch (RuntimeException e) {
      embedder.close();
      throw e;
    }
  }

  /** One that closes the graph, also if it cannot be made. */
  private static OnnxEmbedder with(
      EncoderGraph graph, ModelFolder folder, EmbedderOptions options, Cut cut) {
    try {
      return new OnnxEmbedder(folder, options, cut, graph);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private void checkGolden() {
    folder
        .golden()
        .ifPresent(golden -> EncoderGraphs.check(folder, golden, options.precision(), this::whole));
  }

  /** Vectors without prompt and of the full width. */
  private List<float[]> whole(List<String> texts) {
    return embed(new Call(texts, "", cut.whole(), Progress.NONE)).rows();
  }

  @Override
  public String name() {
    return folder.name();
  }

  @Override
  public String fingerprint() {
    String graph =
        options.precision() == GraphPrecision.INT8 ? Int8File.fingerprint(folder.path()) : "";
    return Sha256.of(folder.fingerprint() + graph + cut);
  }

  @Override
  public int width() {
    return cut.kept();
  }

  /** {@return what was computed so far; a call that is under way may be counted in part} */
  public Work work() {
    return runner.work();
  }

  /**
   * {@return the batches and workers that are fastest here, measured now unless they were given or
   * measured before}
   *
   * <p>Without this call they are measured once there are so many texts that measuring pays, and
   * not while other calls are at work, which would falsify them. With this call they are measured
   * then too, but not kept.
   */
  public Pace pace() {
    return guard.use(() -> pace(Long.MAX_VALUE));
  }

  /**
   * {@return what was measured in this process and kept; empty where it was given or known before}
   */
  public Optional<Pace> measured() {
    return Optional.ofNullable(measured);
  }

  /** What one call wants. */
  private record Call(List<String> texts, String prompt, Cut cut, Progress progress) {}

  @Override
  public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    String front = folder.prompts().text(prompt);
    return embed(new Call(texts, front, cut, progress));
  }

  private Vectors embed(Call call) {
    return guard.use(() -> embedded(call));
  }

  private Vectors embedded(Call call) {
    var out = new Rows(call.texts().size(), call.progress());
    int promptTokens = folder.spec().promptTokens(folder.tokenizer(), call.prompt());
    for (int from = 0; from < call.texts().size(); from += WINDOW) {
      int to = Math.min(from + WINDOW, call.texts().size());
      var window =
          PooledTokens.behind(
              promptTokens, tokenize(call.texts().subList(from, to), call.prompt()));
      int first = from;
      runner.run(
          window,
          pace(PooledTokens.sum(window)),
          (text, vector) -> {
            boolean truncated = window.get(text).tokens().truncated();
            out.put(first + text, call.cut().apply(vector), truncated);
            out.advance(1);
          });
    }
    return out.vectors();
  }

  private List<TokenIds> tokenize(List<String> texts, String prompt) {
    var tokens = new TokenIds[texts.size()];
    int chunk = Math.clamp(texts.size() / options.workers(), 1, CHUNK);
    runner
        .workers()
        .run(
            (texts.size() + chunk - 1) / chunk,
            i -> {
              int from = i * chunk;
              var some = texts.subList(from, Math.min(from + chunk, texts.size()));
              var prompted = prompt.isEmpty() ? some : some.stream().map(prompt::concat).toList();
              var done = folder.tokenize(prompted);
              for (int j = 0; j < done.size(); j++) {
                tokens[from + j] = done.get(j);
              }
            });
    return List.of(tokens);
  }

  /** For a window of so many tokens. */
  private Pace pace(long tokens) {
    Pace found = known;
    if (found != null) {
      return found;
    }
    boolean asked = tokens == Long.MAX_VALUE;
    long sum = asked ? tokens : tokens + runner.work().tokens();
    if (sum / options.workers() < WORTH_MEASURING) {
      return usual();
    }
    synchronized (meter) {
      return Objects.requireNonNullElseGet(known, () -> measuredNow(asked));
    }
  }

  private Pace usual() {
    return new Pace(
        options.tokenBudget() == EmbedderOptions.MEASURED ? PaceMeter.USUAL : options.tokenBudget(),
        options.workers());
  }

  /** What was measured while another call was at work is not kept, and not measured unasked. */
  private Pace measuredNow(boolean asked) {
    long mark = guard.mark();
    if (!asked && !guard.isAloneSince(mark)) {
      return usual();
    }
    var now = measure();
    if (guard.isAloneSince(mark)) {
      keep(now);
    }
    return now;
  }

  private void keep(Pace pace) {
    measured = pace;
    known = pace;
    if (options.tokenBudget() == EmbedderOptions.MEASURED) {
      meter.keepTokens(pace.tokens());
    }
    if (options.threads() == EmbedderOptions.MEASURED) {
      meter.keepWorkers(pace.workers());
    }
  }

  /** Measures what is neither asked for nor known. */
  private Pace measure() {
    var graph = runner.graph();
    int padId = runner.padId();
    int tokens =
        options.tokenBudget() == EmbedderOptions.MEASURED
            ? meter
                .knownTokens()
                .orElseGet(() -> PaceMeter.measureTokens(graph, padId, folder.maxTokens()))
            : options.tokenBudget();
    int number =
        options.threads() == EmbedderOptions.MEASURED
            ? meter
                .knownWorkers()
                .orElseGet(() -> PaceMeter.measureWorkers(graph, padId, tokens, options.workers()))
            : options.threads();
    return new Pace(tokens, Math.min(number, options.workers()));
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          runner.close();
          folder.close();
        });
  }
}
