// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.lyceum.text.TokenIds;
import org.lyceum.weights.Sha256;

/**
 * Embeds with ONNX Runtime.
 *
 * <p>Texts are tokenized, sorted by length and cut into small batches, so that next to nothing is
 * padded and the activations stay in the processor's cache; workers with one thread each take the
 * batches. A million texts are worked through in windows, whose tokens alone are in memory.
 */
public final class OnnxEmbedder implements Embedder {
  /** Texts tokenized at a time. */
  private static final int WINDOW = 20_000;

  /** Texts that one worker tokenizes at a time. */
  private static final int CHUNK = 128;

  /** Tokens of a window from which measuring the budget pays. */
  private static final long WORTH_MEASURING = 100_000;

  private final ModelFolder folder;
  private final EmbedderOptions options;
  private final EncoderGraph graph;
  private final Cut cut;
  private final Workers workers;
  private final TokenBudget budget;
  private final Queue<TokenMatrix> matrices = new ConcurrentLinkedQueue<>();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final LongAdder tokensDone = new LongAdder();
  private final LongAdder positionsDone = new LongAdder();
  private volatile int measuredBudget;
  private boolean closed;

  private OnnxEmbedder(ModelFolder folder, EmbedderOptions options, Cut cut, EncoderGraph graph) {
    this.folder = folder;
    this.options = options;
    this.cut = cut;
    this.graph = graph;
    workers = new Workers("lyceum-embed", options.threads());
    budget =
        new TokenBudget(
            "%s %s %s".formatted(folder.backbone(), folder.pooling(), options.precision()));
    measuredBudget = options.tokenBudget();
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
        options.precision() == GraphPrecision.INT8
            ? Fingerprint.ofFile(folder.path().resolve(EncoderGraphs.INT8))
            : "";
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
   * {@return the most tokens of a batch, measured now unless it was given or measured before}
   *
   * <p>Without this call it is measured once there are so many texts that measuring pays.
   */
  public int tokenBudget() {
    return budget(Long.MAX_VALUE);
  }

  /** What one call wants. */
  private record Call(List<String> texts, String prompt, Cut cut, Progress progress) {}

  @Override
  public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    String front = folder.prompts().text(prompt);
    return embed(new Call(texts, front, cut, progress));
  }

  private Vectors embed(Call call) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the embedder was closed; open it again");
      }
      var out = new Rows(call.texts().size(), call.progress());
      int promptTokens = promptTokens(call.prompt());
      for (int from = 0; from < call.texts().size(); from += WINDOW) {
        int to = Math.min(from + WINDOW, call.texts().size());
        TokenIds[] tokens = tokenize(call.texts().subList(from, to), call.prompt());
        new Window(tokens, from, promptTokens, call.cut(), out).run();
      }
      return out.vectors();
    } finally {
      lock.readLock().unlock();
    }
  }

  private int promptTokens(String prompt) {
    return prompt.isEmpty() || folder.spec().text().includePrompt()
        ? 0
        : folder.tokenizer().promptTokens(prompt);
  }

  private TokenIds[] tokenize(List<String> texts, String prompt) {
    var tokens = new TokenIds[texts.size()];
    int chunk = Math.clamp(texts.size() / options.threads(), 1, CHUNK);
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
    private final int[] order;

    Window(TokenIds[] tokens, int first, int promptTokens, Cut wanted, Rows out) {
      this.tokens = tokens;
      this.first = first;
      this.promptTokens = promptTokens;
      this.wanted = wanted;
      this.out = out;
      order = longestFirst(tokens);
    }

    void run() {
      int[] lengths = Arrays.stream(order).map(i -> tokens[i].length()).toArray();
      var batches = Batch.of(lengths, budget(IntStream.of(lengths).asLongStream().sum()));
      workers.run(batches.size(), i -> run(batches.get(i)));
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

  private static int[] longestFirst(TokenIds[] tokens) {
    long[] keys = new long[tokens.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((long) -tokens[i].length() << 32) | i;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  private TokenMatrix borrow() {
    TokenMatrix matrix = matrices.poll();
    return matrix == null ? new TokenMatrix() : matrix;
  }

  private int budget(long tokens) {
    if (measuredBudget != EmbedderOptions.MEASURED) {
      return measuredBudget;
    }
    var known = budget.known();
    if (known.isEmpty() && tokens < WORTH_MEASURING) {
      return TokenBudget.USUAL;
    }
    synchronized (budget) {
      if (measuredBudget == EmbedderOptions.MEASURED) {
        measuredBudget =
            known.orElseGet(
                () -> budget.measure(graph, folder.tokenizer().padId(), folder.maxTokens()));
      }
      return measuredBudget;
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        workers.close();
        graph.close();
        folder.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
