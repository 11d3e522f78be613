// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.lyceum.text.Cache;
import org.lyceum.text.TokenIds;
import org.lyceum.weights.AtomicFile;
import org.lyceum.weights.Sha256;

/**
 * How many tokens a batch may have, measured once per machine and kind of model and kept in the
 * cache folder. The best number is the largest whose activations stay in the processor's cache, so
 * it depends on the machine and on the shapes of the model, not on its weights.
 */
final class TokenBudget {
  /** What is used where measuring does not pay. */
  static final int USUAL = 384;

  private static final int[] CANDIDATES = {128, 256, 384, 512, 768, 1024};
  private static final int[] LENGTHS = {16, 128};
  private static final int REPEATS = 2;

  /** A larger budget must be better by this much. */
  private static final double WORTH = 0.985;

  /** Measuring ends here, in nanoseconds of processor time. */
  private static final long ENOUGH = 4_000_000_000L;

  private final Path file;

  /**
   * The budget of one kind of model on this machine.
   *
   * @param kind tells models of different shapes and precisions apart
   */
  TokenBudget(String kind) {
    this(Cache.folder().resolve("token-budgets"), kind);
  }

  TokenBudget(Path folder, String kind) {
    file = folder.resolve(Sha256.of(processor() + "\n" + kind).substring(0, 32));
  }

  /** What was measured before, if it was. */
  OptionalInt known() {
    try {
      int budget = Integer.parseInt(Files.readString(file, UTF_8).strip());
      return budget > 0 ? OptionalInt.of(budget) : OptionalInt.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalInt.empty(); // not measured yet, or not by us
    }
  }

  /** Measures and keeps the result, if the folder can be written. */
  int measure(EncoderGraph graph, int padId, int maxTokens) {
    int best = best(graph, padId, maxTokens);
    try {
      Files.createDirectories(file.getParent());
      AtomicFile.write(file, out -> out.write((best + "\n").getBytes(UTF_8)));
    } catch (IOException | UncheckedIOException e) {
      return best; // measured again next time
    }
    return best;
  }

  private static int best(EncoderGraph graph, int padId, int maxTokens) {
    var trial = new Trial(graph, new TokenMatrix(), padId, maxTokens);
    long start = cpu();
    int best = CANDIDATES[0];
    double least = trial.cost(best);
    for (int i = 1; i < CANDIDATES.length && cpu() - start < ENOUGH; i++) {
      double cost = trial.cost(CANDIDATES[i]);
      if (cost < WORTH * least) {
        best = CANDIDATES[i];
      }
      least = Math.min(least, cost);
    }
    return best;
  }

  /** One budget after the other is tried in the same memory. */
  private record Trial(EncoderGraph graph, TokenMatrix batch, int padId, int maxTokens) {
    /** Processor time of a token: the geometric mean of short and long texts. */
    double cost(int budget) {
      double product = 1;
      for (int length : LENGTHS) {
        product *= cost(budget, Math.min(length, maxTokens));
      }
      return Math.pow(product, 1.0 / LENGTHS.length);
    }

    private double cost(int budget, int length) {
      int texts = Math.max(1, budget / length);
      var one = new TokenIds(filled(length, padId), new int[length], false);
      batch.fill(Collections.nCopies(texts, one), length, padId, 0);
      graph.run(batch, texts, length);
      long least = Long.MAX_VALUE;
      for (int repeat = 0; repeat < REPEATS; repeat++) {
        long start = cpu();
        graph.run(batch, texts, length);
        least = Math.min(least, cpu() - start);
      }
      return (double) least / (texts * length);
    }
  }

  private static int[] filled(int length, int id) {
    int[] ids = new int[length];
    Arrays.fill(ids, id);
    return ids;
  }

  private static long cpu() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /** The processor's name as the system gives it. */
  static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name") || line.startsWith("flags"))
          .limit(2)
          .reduce("", (a, b) -> a + "\n" + b);
    } catch (IOException | UncheckedIOException e) {
      return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }
  }
}
