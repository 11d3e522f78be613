// SPDX-License-Identifier: Apache-2.0
package org.lyceum.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.lyceum.tensor.Seed;

/**
 * Every example once an epoch, in an order that is shuffled anew each epoch. A rest that does not
 * fill a batch is left out; the next epoch leaves out others.
 *
 * <p>Examples that belong together keep together: they follow each other, and so stand in one batch
 * but where it ends between them.
 */
public final class ShuffledSampler implements Sampler {
  private final List<int[]> groups;
  private final int examples;
  private final int batch;
  private final Seed seed;
  private long epoch = -1;
  private int[] order = {};

  /**
   * A sampler over all examples, each for itself.
   *
   * @param examples how many there are
   * @param batch examples a batch, 1 to {@code examples}
   * @param seed the run's seed
   * @throws IllegalArgumentException if a batch is empty or larger than the examples
   */
  public ShuffledSampler(int examples, int batch, Seed seed) {
    this(IntStream.range(0, examples).mapToObj(i -> new int[] {i}).toList(), batch, seed);
  }

  private ShuffledSampler(List<int[]> groups, int batch, Seed seed) {
    this.groups = groups;
    examples = groups.stream().mapToInt(group -> group.length).sum();
    if (batch < 1 || batch > examples) {
      throw new IllegalArgumentException(
          "a batch must hold 1 to %d examples, which is all there are, got %d"
              .formatted(examples, batch));
    }
    this.batch = batch;
    this.seed = seed;
  }

  /**
   * {@return a sampler over all examples that keeps those of one label together}
   *
   * @param examples how many there are
   * @param label of an example; a negative one is of none, which stands for itself
   * @param batch examples a batch, 1 to {@code examples}
   * @param seed the run's seed
   * @throws IllegalArgumentException if a batch is empty or larger than the examples
   */
  public static ShuffledSampler together(
      int examples, IntToLongFunction label, int batch, Seed seed) {
    var groups = new LinkedHashMap<Long, List<Integer>>();
    for (int i = 0; i < examples; i++) {
      long own = label.applyAsLong(i);
      groups.computeIfAbsent(own < 0 ? -1L - i : own, any -> new ArrayList<>()).add(i);
    }
    return new ShuffledSampler(
        groups.values().stream()
            .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
            .toList(),
        batch,
        seed);
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
    int[] places = new int[groups.size()];
    for (int i = 0; i < places.length; i++) {
      int j = random.nextInt(i + 1); // inside-out Fisher-Yates
      places[i] = places[j];
      places[j] = i;
    }
    order = Arrays.stream(places).flatMap(place -> Arrays.stream(groups.get(place))).toArray();
    epoch = wanted;
  }
}
