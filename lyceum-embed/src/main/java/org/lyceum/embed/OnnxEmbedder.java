// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.text.TokenIds;
import org.lyceum.weights.Sha256;

/**
 * Embeds with ONNX Runtime.
 *
 * <p>Texts are tokenized, sorted by length and cut into small batches, so that next to nothing is
 * padded and the activations stay in the processor's cache; workers with one thread each take the
 * batches. A million texts are worked through in windows, whose tokens alone are in memory.
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
  private final EncoderGraph graph;
  private final Cut cut;
  private final Workers workers;
  private final PaceMeter meter;
  private final Queue<TokenMatrix> matrices = new ConcurrentLinkedQueue<>();
  private final UseGuard guard = new UseGuard();
  private final LongAdder tokensDone = new LongAdder();
  private final LongAdder positionsDone = new LongAdder();
  private volatile @Nullable Pace known;
  private volatile @Nullable Pace measured;

  private OnnxEmbedder(ModelFolder folder, EmbedderOptions options, Cut cut, EncoderGraph graph) {
    this.folder = folder;
    this.options = options;
    this.cut = cut;
    this.graph = graph;
    workers = new Workers("lyceum-embed", options.workers());
    meter =
        new PaceMeter(
            "%s %s %s".formatted(folder.backbone(), folder.pooling(), options.precision()));
    known = known();
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
    var cut = Cut.of(folder.spec(), options); // refuses before a graph is open
    var embedder =
        new OnnxEmbedder(folder, options, cut, EncoderGraphs.open(folder, options.precision()));
    try {
      embedder.checkGolden();
      return embedder;
    } catch (RuntimeException e) {
      embedder.close();
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
        options.precision() == GraphPrecision.INT8 ? Int8Exporter.fingerprint(folder.path()) : "";
    return Sha256.of(folder.fingerprint() + graph + cut);
  }

  @Override
  public int width() {
    return cut.kept();
  }

  /** {@return what was computed so far; a call that is under way may be counted in part} */
  public Work work() {
    return new Work(tokensDone.sum(), positionsDone.sum());
  }

  /**
   * {@return the batches and workers that are fastest here, measured now unless they were given or
   * measured before}
   *
   * <p>Without this call they are measured once there are so many texts that measuring pays.
   */
  public Pace pace() {
    return guard.use(() -> pace(Long.MAX_VALUE));
  }

  /** {@return what was measured in this process; empty where it was given or known before} */
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
    int promptTokens = promptTokens(call.prompt());
    for (int from = 0; from < call.texts().size(); from += WINDOW) {
      int to = Math.min(from + WINDOW, call.texts().size());
      TokenIds[] tokens = tokenize(call.texts().subList(from, to), call.prompt());
      new Window(tokens, from, promptTokens, call.cut(), out).run();
    }
    return out.vectors();
  }

  private int promptTokens(String prompt) {
    return prompt.isEmpty() || folder.spec().text().includePrompt()
        ? 0
        : folder.tokenizer().promptTokens(prompt);
  }

  private TokenIds[] tokenize(List<String> texts, String prompt) {
    var tokens = new TokenIds[texts.size()];
    int chunk = Math.clamp(texts.size() / options.workers(), 1, CHUNK);
    workers.run(
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
    return tokens;
  }

  /** The texts of a call that are tokenized at the same time. */
  private final class Window {
    private final TokenIds[] tokens;
    private final int first;
    private final int promptTokens;
    private final Cut wanted;
    private final Rows out;
    private final int[] lengths;
    private final int[] order;

    Window(TokenIds[] tokens, int first, int promptTokens, Cut wanted, Rows out) {
      this.tokens = tokens;
      this.first = first;
      this.promptTokens = promptTokens;
      this.wanted = wanted;
      this.out = out;
      lengths = Arrays.stream(tokens).mapToInt(TokenIds::length).toArray();
      order = Batch.longestFirst(lengths);
    }

    void run() {
      long all = IntStream.of(lengths).asLongStream().sum();
      var now = pace(all);
      var batches = Batch.of(Batch.inOrder(lengths, order), now.tokens());
      workers.run(batches.size(), now.workers(), i -> run(batches.get(i)));
      for (int i = batches.isEmpty() ? 0 : batches.getLast().to(); i < order.length; i++) {
        out.put(first + order[i], new float[wanted.kept()], false); // no tokens
        out.advance(1);
      }
    }

    private void run(Batch batch) {
      var some = new ArrayList<TokenIds>(batch.size());
      for (int i = batch.from(); i < batch.to(); i++) {
        some.add(tokens[order[i]]);
      }
      TokenMatrix matrix = borrow();
      matrix.fill(some, batch.tokens(), folder.tokenizer().padId(), promptTokens);
      var vectors = graph.run(matrix, batch.size(), batch.tokens());
      for (int i = 0; i < some.size(); i++) {
        float[] row = new float[wanted.kept()];
        vectors.get(i * graph.width(), row);
        int index = order[batch.from() + i];
        out.put(first + index, wanted.apply(row), tokens[index].truncated());
      }
      matrices.add(matrix);
      tokensDone.add(some.stream().mapToLong(TokenIds::length).sum());
      positionsDone.add(batch.positions());
      out.advance(some.size());
    }
  }

  private TokenMatrix borrow() {
    TokenMatrix matrix = matrices.poll();
    return matrix == null ? new TokenMatrix() : matrix;
  }

  /** For a window of so many tokens. */
  private Pace pace(long tokens) {
    Pace found = known;
    if (found != null) {
      return found;
    }
    long sum = tokens == Long.MAX_VALUE ? tokens : tokens + tokensDone.sum();
    if (sum / options.workers() < WORTH_MEASURING) {
      return new Pace(
          options.tokenBudget() == EmbedderOptions.MEASURED
              ? PaceMeter.USUAL
              : options.tokenBudget(),
          options.workers());
    }
    synchronized (meter) {
      if (known == null) {
        var now = measure();
        measured = now;
        known = now;
      }
      return Objects.requireNonNull(known);
    }
  }

  /** Measures what is neither asked for nor known. */
  private Pace measure() {
    int padId = folder.tokenizer().padId();
    int tokens =
        options.tokenBudget() == EmbedderOptions.MEASURED
            ? meter
                .knownTokens()
                .orElseGet(() -> meter.measureTokens(graph, padId, folder.maxTokens()))
            : options.tokenBudget();
    int number =
        options.threads() == EmbedderOptions.MEASURED
            ? meter
                .knownWorkers()
                .orElseGet(() -> meter.measureWorkers(graph, padId, tokens, workers))
            : options.threads();
    return new Pace(tokens, Math.min(number, options.workers()));
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          workers.close();
          graph.close();
          folder.close();
        });
  }
}
