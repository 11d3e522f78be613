// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lyceum.embed.Embedder;
import org.lyceum.protocol.MultilabelClassification;
import org.lyceum.protocol.Multilabeled;
import org.lyceum.protocol.Outcome;
import org.lyceum.tensor.Seed;

/**
 * Do the nearest of a few examples tell which of several labels a text has?
 *
 * @param card what and where from
 * @param train from which the examples are drawn
 * @param test on which it is measured
 * @param protocol how many examples, and how often
 */
public record MultilabelTask(
    Card card, List<Labeled> train, List<Labeled> test, MultilabelClassification protocol)
    implements Task {
  private static final Seed SEED = new Seed(42);

  /**
   * A text.
   *
   * @param text that is embedded
   * @param labels any number, none too
   */
  public record Labeled(String text, Set<String> labels) {
    /** Copies the labels. */
    public Labeled {
      labels = Set.copyOf(labels);
    }
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is none to learn from or to measure on
   */
  public MultilabelTask {
    train = List.copyOf(train);
    test = List.copyOf(test);
    if (train.isEmpty() || test.isEmpty()) {
      throw new IllegalArgumentException(
          "task '%s' must have texts to learn from and to measure on, got %d and %d"
              .formatted(card.id(), train.size(), test.size()));
    }
  }

  @Override
  public List<String> texts() {
    var texts = new ArrayList<String>();
    for (int row : used(draws())) {
      texts.add(train.get(row).text);
    }
    test.forEach(labeled -> texts.add(labeled.text));
    return texts;
  }

  private List<int[]> draws() {
    return protocol.draw(numbers(train), SEED);
  }

  /** Training examples that an experiment draws; the others need no vector. */
  private static int[] used(List<int[]> draws) {
    return draws.stream().flatMapToInt(Arrays::stream).distinct().sorted().toArray();
  }

  private List<Set<Integer>> numbers(List<Labeled> some) {
    var names = new HashMap<String, Integer>();
    List.of(train, test)
        .forEach(
            part ->
                part.stream()
                    .flatMap(labeled -> labeled.labels.stream().sorted())
                    .forEach(name -> names.putIfAbsent(name, names.size())));
    return some.stream().map(labeled -> numbers(labeled, names)).toList();
  }

  private static Set<Integer> numbers(Labeled labeled, Map<String, Integer> names) {
    return labeled.labels.stream()
        .map(name -> names.getOrDefault(name, -1)) // each is there
        .collect(Collectors.toSet());
  }

  /** Each test text with its labels. */
  @Override
  public List<String> units() {
    return test.stream()
        .map(one -> Unit.text(one.text, String.join(", ", one.labels.stream().sorted().toList())))
        .toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var draws = draws();
    int[] used = used(draws);
    var vectors = embedder.embed(texts()).rows();
    var labels = numbers(train);
    var known =
        new Multilabeled(
            vectors.subList(0, used.length), IntStream.of(used).mapToObj(labels::get).toList());
    var asked = new Multilabeled(vectors.subList(used.length, vectors.size()), numbers(test));
    return protocol.of(
        known,
        asked,
        draws.stream()
            .map(rows -> Arrays.stream(rows).map(row -> Arrays.binarySearch(used, row)).toArray())
            .toList());
  }
}
