// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.learner.LogisticRegression;
import org.lyceum.tensor.Seed;

/**
 * Can a logistic regression that saw a few examples of each class tell the classes apart? The mean
 * of several experiments, each with other training examples.
 *
 * <p>{@code ap} of two classes is, as in mteb, that of the predicted labels, of which 1 is the
 * positive one; {@code ap_of_probabilities} is that of the probability of the higher label. Both
 * are NaN for more classes. mteb draws by a generator that it starts anew in each experiment;
 * {@link #draw} has a stream of its own for each, so figures agree within the chance of drawing.
 *
 * @param perLabel training examples of each class, 1 or more; mteb has 8 unless a task says more
 * @param experiments how many, 1 or more; mteb has 10
 * @param learner what learns
 * @param main the main measure, mostly {@code accuracy}, in some tasks {@code f1} or {@code ap}
 */
public record Classification(
    int perLabel, int experiments, LogisticRegression learner, String main) {
  /** The usual settings of mteb. */
  public static final Classification USUAL =
      new Classification(8, 10, LogisticRegression.USUAL, "accuracy");

  private static final int FOLDS = 5;

  /** Checks the numbers. */
  public Classification {
    if (perLabel < 1 || experiments < 1) {
      throw new IllegalArgumentException(
          "examples per label and experiments must be 1 or more, got %d and %d"
              .formatted(perLabel, experiments));
    }
  }

  /**
   * {@return the training examples of each experiment, by index: the first of each class in a
   * random order, or all that it has}
   *
   * @param labels of all training examples
   * @param seed of all draws
   */
  public List<int[]> draw(int[] labels, Seed seed) {
    return IntStream.range(0, experiments)
        .mapToObj(i -> draw(labels, seed, "classification/" + i))
        .toList();
  }

  private int[] draw(int[] labels, Seed seed, String stream) {
    var seen = new HashMap<Integer, Integer>();
    return IntStream.of(Shuffled.order(labels.length, seed.stream(stream)))
        .filter(i -> seen.merge(labels[i], 1, Integer::sum) <= perLabel)
        .toArray();
  }

  /**
   * {@return the measures of experiments with drawn training examples; units are test examples}
   *
   * @param train from which is drawn; two classes or more
   * @param test on which is measured
   * @param seed of all draws
   */
  public Outcome of(Labeled train, Labeled test, Seed seed) {
    return of(train, test, draw(train.labels(), seed));
  }

  /**
   * {@return the measures of experiments with given training examples; units are test examples}
   *
   * @param train from which was drawn
   * @param test on which is measured
   * @param draws the training examples of each experiment, by index, of two classes or more
   */
  public Outcome of(Labeled train, Labeled test, List<int[]> draws) {
    Vectors.requireAlike("training", train.vectors(), "test", test.vectors());
    int[] all = IntStream.range(0, test.labels().length).toArray();
    var experiments =
        draws.stream()
            .parallel()
            .map(rows -> Experiment.run(learner, train.only(rows), test, all))
            .toList();
    return Experiment.outcome(experiments, main);
  }

  /**
   * {@return the measures of a cross-validation in five folds; units are examples}
   *
   * @param all examples, of which each is tested once
   * @param seed of all draws
   */
  public Outcome crossValidated(Labeled all, Seed seed) {
    int[] order = Shuffled.order(all.labels().length, seed.stream("classification/folds"));
    var folds = new ArrayList<Fold>();
    for (int fold = 0; fold < FOLDS; fold++) {
      int from = fold * order.length / FOLDS;
      int to = (fold + 1) * order.length / FOLDS;
      int[] test = IntStream.range(from, to).map(i -> order[i]).toArray();
      int[] rest =
          IntStream.range(0, order.length)
              .filter(i -> i < from || i >= to)
              .map(i -> order[i])
              .toArray();
      int[] labels = all.only(rest).labels();
      int[] train =
          IntStream.of(draw(labels, seed, "classification/fold-" + fold))
              .map(i -> rest[i])
              .toArray();
      folds.add(new Fold(train, test));
    }
    return crossValidated(all, folds);
  }

  /**
   * One part of a cross-validation.
   *
   * @param train indices of the examples that are learned from
   * @param test indices of the examples that are predicted
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  public record Fold(int[] train, int[] test) {}

  /**
   * {@return the measures of a cross-validation in given folds; units are examples}
   *
   * @param all examples
   * @param folds which together test each example once
   */
  public Outcome crossValidated(Labeled all, List<Fold> folds) {
    var experiments =
        folds.stream()
            .parallel()
            .map(f -> Experiment.run(learner, all.only(f.train), all.only(f.test), f.test))
            .toList();
    return Experiment.outcome(experiments, main);
  }
}
