// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lyceum.embed.Embedder;
import org.lyceum.protocol.MultilabelClassification;
import org.lyceum.protocol.Multilabeled;
import org.lyceum.protocol.Outcome;
import org.lyceum.tensor.Seed;

/**
 * Do the nearest of a few examples tell which labels a text has?
 *
 * @param card what and where from
 * @param train from which the examples are drawn
 * @param test on which it is measured
 * @param protocol how many examples, and how often
 */
public record MultilabelTask(
    Card card, List<Example> train, List<Example> test, MultilabelClassification protocol)
    implements Task {
  private static final Seed SEED = new Seed(42);

  /**
   * A text and all of its labels.
   *
   * @param text any
   * @param labels any number
   */
  public record Example(String text, Set<String> labels) {
    /** Copies the labels. */
    public Example {
      labels = Set.copyOf(labels);
    }
  }

  /** Copies the lists. */
  public MultilabelTask {
    train = List.copyOf(train);
    test = List.copyOf(test);
  }

  @Override
  public List<String> texts() {
    return Stream.concat(train.stream(), test.stream()).map(Example::text).toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var numbers = new HashMap<String, Integer>();
    Stream.concat(train.stream(), test.stream())
        .flatMap(example -> example.labels().stream().sorted())
        .forEach(label -> numbers.putIfAbsent(label, numbers.size()));
    var vectors = embedder.embed(texts()).rows();
    return protocol.of(
        labeled(vectors.subList(0, train.size()), train, numbers),
        labeled(vectors.subList(train.size(), vectors.size()), test, numbers),
        SEED);
  }

  private static Multilabeled labeled(
      List<float[]> vectors, List<Example> examples, Map<String, Integer> numbers) {
    return new Multilabeled(
        vectors,
        examples.stream()
            .map(
                example ->
                    example.labels().stream()
                        .map(label -> numbers.getOrDefault(label, -1))
                        .collect(Collectors.toSet()))
            .toList());
  }
}
