// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes tokens of texts through a graph: sorted by length and cut into small batches, so that next
 * to nothing is padded and the activations stay in the processor's cache; workers with one thread
 * each take the batches. Thread safe.
 */
final class BatchRunner implements AutoCloseable {
  private final EncoderGraph graph;
  private final Workers workers;
  private final int padId;
  private final Queue<TokenMatrix> matrices = new ConcurrentLinkedQueue<>();
  private final LongAdder tokensDone = new LongAdder();
  private final LongAdder positionsDone = new LongAdder();

  /**
   * Of a graph on some threads.
   *
   * @param graph is closed with this
   * @param threads how many batches are computed at the same time, at most
   * @param padId what stands in padding
   */
  BatchRunner(EncoderGraph graph, int threads, int padId) {
    this.graph = graph;
    this.padId = padId;
    workers = new Workers("lyceum-embed", threads);
  }

  /** Takes vectors from many threads, each text's once. */
  interface Taker {
    /** Takes over the vector, of the graph's width. */
    void take(int text, float[] vector);
  }

  EncoderGraph graph() {
    return graph;
  }

  /** The threads, for other work on the same texts. */
  Workers workers() {
    return workers;
  }

  int padId() {
    return padId;
  }

  /** What was computed so far; a call that is under way may be counted in part. */
  Work work() {
    return new Work(tokensDone.sum(), positionsDone.sum());
  }

  /** Computes all vectors and waits; a text without tokens becomes zeros. */
  void run(List<PooledTokens> texts, Pace pace, Taker taker) {
    int[] lengths = PooledTokens.lengths(texts);
    int[] order = Batch.longestFirst(lengths);
    var batches = Batch.of(Batch.inOrder(lengths, order), pace.tokens());
    workers.run(
        batches.size(), pace.workers(), i -> run(batches.get(i), new Sorted(texts, order), taker));
    for (int i = batches.isEmpty() ? 0 : batches.getLast().to(); i < order.length; i++) {
      taker.take(order[i], new float[graph.width()]);
    }
  }

  /** Texts and their places in the order of their lengths. */
  private record Sorted(List<PooledTokens> texts, int[] order) {
    List<PooledTokens> of(Batch batch) {
      var some = new ArrayList<PooledTokens>(batch.size());
      for (int i = batch.from(); i < batch.to(); i++) {
        some.add(texts.get(order[i]));
      }
      return some;
    }
  }

  private void run(Batch batch, Sorted sorted, Taker taker) {
    var some = sorted.of(batch);
    TokenMatrix matrix = Objects.requireNonNullElseGet(matrices.poll(), TokenMatrix::new);
    matrix.fill(some, batch.tokens(), padId);
    var vectors = graph.run(matrix, batch.size(), batch.tokens());
    for (int i = 0; i < some.size(); i++) {
      float[] row = new float[graph.width()];
      vectors.get(i * graph.width(), row);
      taker.take(sorted.order[batch.from() + i], row);
    }
    matrices.add(matrix);
    tokensDone.add(PooledTokens.sum(some));
    positionsDone.add(batch.positions());
  }

  @Override
  public void close() {
    workers.close();
    graph.close();
  }
}
