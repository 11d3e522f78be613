// SPDX-License-Identifier: Apache-2.0
package org.lyceum.sampling;

import java.util.Arrays;
import org.lyceum.tensor.Seed;

/**
 * Every example once an epoch, in an order that is shuffled anew each epoch. A rest that does not
 * fill a batch is left out; the next epoch leaves out others.
 */
public final class ShuffledSampler implements Sampler {
  private final int examples;
  private final int batch;
  private final Seed seed;
  private long epoch = -1;
  private int[] order = {};

  /**
   * A sampler over all examples.
   *
   * @param examples how many there are
   * @param batch examples a batch, 1 to {@code examples}
   * @param seed the run's seed
   * @throws IllegalArgumentException if a batch is empty or larger than the examples
   */
  public ShuffledSampler(int examples, int batch, Seed seed) {
    if (batch < 1 || batch > examples) {
      throw new IllegalArgumentException(
          "a batch must hold 1 to %d examples, which is all there are, got %d"
              .formatted(examples, batch));
    }
    this.examples = examples;
    this.batch = batch;
    this.seed = seed;
  }

  @Override
  public synchronized int[] batch(long number) {
    int batches = examples / batch;
    shuffle(number / batches);
    int start = (int) (number % batches) * batch;
    return Arrays.copyOfRange(order, start, start + batch);
  }

  private void shuffle(long wanted) {
    if (wanted == epoch) {
      return;
    }
    var random = seed.stream("shuffle/epoch-" + wanted);
    order = new int[examples];
    for (int i = 0; i < examples; i++) {
      int j = random.nextInt(i + 1); // inside-out Fisher-Yates
      order[i] = order[j];
      order[j] = i;
    }
    epoch = wanted;
  }
}
