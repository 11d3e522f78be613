// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.lyceum.learner.NearestNeighbors;
import org.lyceum.tensor.Seed;

/**
 * Do the nearest of a few training examples tell which of several labels an example has? The mean
 * of several experiments, each with other training examples. Classes are those of the test.
 *
 * <p>{@code accuracy} is the share of examples with all labels right. As in mteb, {@code hamming}
 * is the mean share of the labels, true or predicted, that are both, and {@code lrap} ranks labels
 * by whether they were predicted; {@code hamming_accuracy} is the share of right decisions, and
 * {@code lrap_of_votes} ranks labels by how many neighbors have them. mteb measures at most 2,000
 * test examples; which ones is left to the caller.
 *
 * @param perLabel a training example is taken while one of its labels has fewer, 1 or more
 * @param experiments how many, 1 or more; mteb has 10
 * @param neighbors how many vote, 1 or more; mteb asks 5
 * @param main the main measure, mostly {@code accuracy}, in some tasks {@code lrap} or {@code f1}
 */
public record MultilabelClassification(int perLabel, int experiments, int neighbors, String main) {
  /** The usual settings of mteb. */
  public static final MultilabelClassification USUAL =
      new MultilabelClassification(8, 10, 5, "accuracy");

  /** Checks the numbers. */
  public MultilabelClassification {
    if (perLabel < 1 || experiments < 1 || neighbors < 1) {
      throw new IllegalArgumentException(
          "examples per label, experiments and neighbors must be 1 or more, got %d, %d and %d"
              .formatted(perLabel, experiments, neighbors));
    }
  }

  /**
   * {@return the training examples of each experiment, by index}
   *
   * @param train all training examples
   * @param seed of all draws
   */
  public List<int[]> draw(Multilabeled train, Seed seed) {
    return draw(train.labels(), seed);
  }

  /**
   * {@return the training examples of each experiment, by index}
   *
   * @param train the labels of all training examples
   * @param seed of all draws
   */
  public List<int[]> draw(List<Set<Integer>> train, Seed seed) {
    return IntStream.range(0, experiments)
        .mapToObj(i -> take(train, Shuffled.order(train.size(), seed.stream("multilabel/" + i))))
        .toList();
  }

  private int[] take(List<Set<Integer>> train, int[] order) {
    var taken = new HashMap<Integer, Integer>();
    var rows = IntStream.builder();
    for (int i : order) {
      var labels = train.get(i);
      if (labels.stream().anyMatch(label -> taken.getOrDefault(label, 0) < perLabel)) {
        rows.add(i);
        labels.forEach(label -> taken.merge(label, 1, Integer::sum));
      }
    }
    return rows.build().toArray();
  }

  /**
   * {@return the measures of experiments with drawn training examples; units are test examples}
   *
   * @param train from which is drawn
   * @param test on which is measured
   * @param seed of all draws
   */
  public Outcome of(Multilabeled train, Multilabeled test, Seed seed) {
    return of(train, test, draw(train, seed));
  }

  /**
   * {@return the measures of experiments with given training examples; units are test examples}
   *
   * @param train from which was drawn
   * @param test on which is measured, with a label at least
   * @param draws the training examples of each experiment, by index, as many as neighbors or more
   */
  public Outcome of(Multilabeled train, Multilabeled test, List<int[]> draws) {
    Vectors.requireAlike("training", train.vectors(), "test", test.vectors());
    int[] classes = test.classes();
    if (classes.length == 0) {
      throw new IllegalArgumentException("a test example must have a label, got none with one");
    }
    boolean[][] truth = test.in(classes);
    var experiments =
        draws.stream()
            .parallel()
            .map(rows -> new LabelVotes(truth, votes(train.only(rows), test, classes), neighbors))
            .toList();
    return LabelVotes.outcome(experiments, main);
  }

  /** How many neighbors of each test example are of each class. */
  private int[][] votes(Multilabeled train, Multilabeled test, int[] classes) {
    var near = new NearestNeighbors(train.vectors(), neighbors);
    boolean[][] labels = train.in(classes);
    return test.vectors().stream()
        .map(
            vector -> {
              int[] votes = new int[classes.length];
              for (int neighbor : near.of(vector)) {
                for (int c = 0; c < votes.length; c++) {
                  votes[c] += labels[neighbor][c] ? 1 : 0;
                }
              }
              return votes;
            })
        .toArray(int[][]::new);
  }
}
