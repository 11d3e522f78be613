// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.List;
import java.util.stream.Stream;
import org.lyceum.embed.Embedder;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.Regression;
import org.lyceum.protocol.Valued;
import org.lyceum.tensor.Seed;

/**
 * Does a linear function of a text's vector tell a number that belongs to it?
 *
 * @param card what and where from
 * @param train from which is learned
 * @param test on which it is measured
 * @param protocol how many examples, and how often
 */
public record RegressionTask(
    Card card, List<Example> train, List<Example> test, Regression protocol) implements Task {
  private static final Seed SEED = new Seed(42);

  /**
   * A text and its number.
   *
   * @param text any
   * @param value finite
   */
  public record Example(String text, double value) {}

  /** Copies the lists. */
  public RegressionTask {
    train = List.copyOf(train);
    test = List.copyOf(test);
  }

  @Override
  public List<String> texts() {
    return Stream.concat(train.stream(), test.stream()).map(Example::text).toList();
  }

  /** Each test text with its number. */
  @Override
  public List<String> units() {
    return test.stream().map(one -> Unit.text(one.text, Unit.number(one.value))).toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var vectors = embedder.embed(texts()).rows();
    return protocol.of(
        new Valued(vectors.subList(0, train.size()), values(train)),
        new Valued(vectors.subList(train.size(), vectors.size()), values(test)),
        SEED);
  }

  private static double[] values(List<Example> examples) {
    return examples.stream().mapToDouble(Example::value).toArray();
  }
}
