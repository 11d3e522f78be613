// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.lyceum.text.TokenIds;

/**
 * Finds the {@link Pace} of one kind of model on this machine, once, and keeps it in the cache
 * folder. The best batch is the largest whose activations stay in the processor's cache, and the
 * best number of workers that of the cores, whose second threads compete for the same arithmetic:
 * both depend on the machine and on the shapes of the model, not on its weights.
 */
final class PaceMeter {
  /** Tokens of a batch where measuring does not pay. */
  static final int USUAL = 384;

  private static final int[] CANDIDATES = {128, 256, 384, 512, 768, 1024};
  private static final int[] LENGTHS = {16, 128};
  private static final int REPEATS = 2;

  /** A larger batch must be better by this much. */
  private static final double WORTH = 0.985;

  /** Half of the workers must be better by this much: a busy moment is no reason. */
  private static final double WORTH_HALVING = 0.9;

  /** Measuring batches ends here, in nanoseconds of processor time. */
  private static final long ENOUGH = 3_000_000_000L;

  /** Batches of a worker in a trial of workers, and trials of which the best counts. */
  private static final int BATCHES = 2;

  private static final int TRIALS = 3;

  private final MachineNote batches;
  private final MachineNote workers;

  /**
   * Of one kind of model on this machine.
   *
   * @param kind tells models of different shapes and precisions apart
   */
  PaceMeter(String kind) {
    this(
        new MachineNote(Pace.folder(), "tokens " + kind),
        new MachineNote(Pace.folder(), "workers " + kind));
  }

  PaceMeter(MachineNote batches, MachineNote workers) {
    this.batches = batches;
    this.workers = workers;
  }

  /** The tokens of a batch that were measured before, if they were. */
  OptionalInt knownTokens() {
    return known(batches);
  }

  /** The workers that were measured before, if they were. */
  OptionalInt knownWorkers() {
    return known(workers);
  }

  private static OptionalInt known(MachineNote note) {
    try {
      int value = Integer.parseInt(note.read().orElse("0"));
      return value > 0 ? OptionalInt.of(value) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty(); // not by us
    }
  }

  /** Keeps the tokens of a batch, if the folder can be written. */
  void keepTokens(int tokens) {
    batches.write(Integer.toString(tokens));
  }

  /** Keeps the number of workers, if the folder can be written. */
  void keepWorkers(int number) {
    workers.write(Integer.toString(number));
  }

  /**
   * Measures the tokens of a batch.
   *
   * @param graph of the model
   * @param padId an id that is no text's
   * @param maxTokens the longest text
   */
  static int measureTokens(EncoderGraph graph, int padId, int maxTokens) {
    return bestTokens(new Trial(graph, new TokenMatrix(), padId, maxTokens)::cost);
  }

  /**
   * Measures how many workers are best, on workers of its own.
   *
   * @param graph of the model
   * @param padId an id that is no text's
   * @param tokens of a batch
   * @param most as many as there are processors
   */
  static int measureWorkers(EncoderGraph graph, int padId, int tokens, int most) {
    try (var team = new Workers("lyceum-pace", most)) {
      return bestWorkers(most, new Team(graph, padId, tokens, team)::seconds);
    }
  }

  /** The candidate of the least cost, the smaller one where they are nearly alike. */
  static int bestTokens(IntToDoubleFunction cost) {
    long start = cpu();
    int best = CANDIDATES[0];
    double least = cost.applyAsDouble(best);
    for (int i = 1; i < CANDIDATES.length && cpu() - start < ENOUGH; i++) {
      double next = cost.applyAsDouble(CANDIDATES[i]);
      if (next < WORTH * least) {
        best = CANDIDATES[i];
      }
      least = Math.min(least, next);
    }
    return best;
  }

  /** All workers, unless half of them are much faster. */
  static int bestWorkers(int all, IntToDoubleFunction seconds) {
    if (all == 1) {
      return all;
    }
    double whole = Double.MAX_VALUE;
    double half = Double.MAX_VALUE;
    for (int i = 0; i < TRIALS; i++) { // in turn, so that a busy moment is one for both
      whole = Math.min(whole, seconds.applyAsDouble(all));
      half = Math.min(half, seconds.applyAsDouble(all / 2));
    }
    return half < WORTH_HALVING * whole ? all / 2 : all;
  }

  /** The same work for another number of workers. */
  private record Team(EncoderGraph graph, int padId, int tokens, Workers workers) {
    private static final int LENGTH = 16;

    /** Of the clock, for batches of short texts that all workers could share evenly. */
    double seconds(int number) {
      int all = BATCHES * workers.threads();
      int texts = Math.max(1, tokens / LENGTH);
      long start = System.nanoTime();
      workers.run(
          number,
          share -> {
            var batch = new TokenMatrix();
            batch.fill(texts(texts, LENGTH, padId), LENGTH, padId);
            for (int i = share; i < all; i += number) {
              graph.run(batch, texts, LENGTH);
            }
          });
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** One size after the other is tried in the same memory. */
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
      batch.fill(texts(texts, length, padId), length, padId);
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

  /** Equal texts of one id. */
  private static List<PooledTokens> texts(int count, int length, int id) {
    int[] ids = new int[length];
    Arrays.fill(ids, id);
    var text = PooledTokens.all(new TokenIds(ids, new int[length], false));
    return Collections.nCopies(count, text);
  }

  private static long cpu() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
