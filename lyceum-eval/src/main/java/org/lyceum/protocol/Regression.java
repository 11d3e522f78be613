// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lyceum.learner.LinearRegression;
import org.lyceum.metric.Evidence;
import org.lyceum.metric.Kendall;
import org.lyceum.metric.Ranks;
import org.lyceum.tensor.Seed;

/**
 * Does a linear function of the vectors predict a number? The mean of several experiments, each
 * with other training examples. The main measure is {@code kendalltau}.
 *
 * @param samples training examples of an experiment, 1 or more; mteb has 2,048
 * @param experiments how many, 1 or more; mteb has 10
 */
public record Regression(int samples, int experiments) {
  /** The usual settings of mteb. */
  public static final Regression USUAL = new Regression(2048, 10);

  private static final String MAIN = "kendalltau";
  private static final int BINS = 10;

  /** Checks the numbers. */
  public Regression {
    if (samples < 1 || experiments < 1) {
      throw new IllegalArgumentException(
          "samples and experiments must be 1 or more, got %d and %d"
              .formatted(samples, experiments));
    }
  }

  /**
   * {@return the training examples of each experiment, by index: all where they are not more than
   * the samples, else as many of each tenth of the values as there are}
   *
   * @param values of all training examples
   * @param seed of all draws
   */
  public List<int[]> draw(double[] values, Seed seed) {
    return IntStream.range(0, experiments)
        .mapToObj(
            i ->
                samples >= values.length
                    ? IntStream.range(0, values.length).toArray()
                    : draw(values, seed, "regression/" + i))
        .toList();
  }

  private int[] draw(double[] values, Seed seed, String stream) {
    int[] shuffled = Shuffled.order(values.length, seed.stream(stream));
    var order =
        IntStream.of(shuffled).boxed().sorted(Comparator.comparingDouble(i -> values[i])).toList();
    var rows = IntStream.builder();
    int taken = 0;
    for (int bin = 0; bin < BINS; bin++) {
      int from = bin * order.size() / BINS;
      int to = (bin + 1) * order.size() / BINS;
      int wanted = (int) ((long) to * samples / order.size()) - taken;
      var some = new ArrayList<>(order.subList(from, to));
      int[] picks = Shuffled.order(some.size(), seed.stream(stream + "/" + bin));
      IntStream.of(picks).limit(wanted).forEach(p -> rows.add(some.get(p)));
      taken += wanted;
    }
    return rows.build().toArray();
  }

  /**
   * {@return the measures of experiments with drawn training examples; units are test examples}
   *
   * @param train from which is drawn
   * @param test on which is measured, 2 or more
   * @param seed of all draws
   */
  public Outcome of(Valued train, Valued test, Seed seed) {
    return of(train, test, draw(train.values(), seed));
  }

  /**
   * {@return the measures of experiments with given training examples; units are test examples}
   *
   * @param train from which was drawn
   * @param test on which is measured, 2 or more
   * @param draws the training examples of each experiment, by index
   */
  public Outcome of(Valued train, Valued test, List<int[]> draws) {
    Vectors.requireAlike("training", train.vectors(), "test", test.vectors());
    var predicted = draws.stream().parallel().map(rows -> predict(train.only(rows), test)).toList();
    var each = predicted.stream().map(values -> measures(test.values(), values)).toList();
    return new Outcome(Means.of(each), MAIN, new RankAgreement(test.values(), predicted));
  }

  private static double[] predict(Valued train, Valued test) {
    var learned = LinearRegression.fit(train.vectors(), train.values());
    return test.vectors().stream().mapToDouble(learned::predict).toArray();
  }

  private static Map<String, Double> measures(double[] truth, double[] predicted) {
    double squares = 0;
    double absolute = 0;
    for (int i = 0; i < truth.length; i++) {
      squares += (truth[i] - predicted[i]) * (truth[i] - predicted[i]);
      absolute += Math.abs(truth[i] - predicted[i]);
    }
    double mean = squares / truth.length;
    double deviation = Means.deviation(truth);
    var measures = new LinkedHashMap<String, Double>();
    measures.put("mse", mean);
    measures.put("mae", absolute / truth.length);
    measures.put("r2", deviation == 0 ? Double.NaN : 1 - mean / (deviation * deviation));
    measures.put(MAIN, Kendall.of(truth, predicted).tauB());
    measures.put("rmse", Math.sqrt(mean));
    return measures;
  }

  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  private record RankAgreement(double[] truth, List<double[]> predicted) implements Evidence {
    @Override
    public int size() {
      return truth.length;
    }

    @Override
    public double score(int[] units) {
      double[] values = IntStream.of(units).mapToDouble(i -> truth[i]).toArray();
      return predicted.stream()
          .mapToDouble(
              all ->
                  Kendall.of(values, IntStream.of(units).mapToDouble(i -> all[i]).toArray()).tauB())
          .average()
          .orElse(Double.NaN);
    }

    @Override
    public double[] each() {
      return Means.each(predicted.stream().map(all -> Ranks.nearness(truth, all)).toList());
    }
  }
}
