// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lyceum.learner.LogisticRegression;
import org.lyceum.metric.BinaryRanking;
import org.lyceum.metric.Evidence;

/**
 * What one learner predicted.
 *
 * @param units the index of each test example among all of the task
 * @param truth their classes
 * @param predicted those that were predicted
 * @param scores how likely the higher one of two classes is; without meaning for more
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
record Experiment(int[] units, int[] truth, int[] predicted, double[] scores) {
  static Experiment run(LogisticRegression learner, Labeled train, Labeled test, int[] units) {
    var classifier = learner.fit(train.vectors(), train.labels());
    int[] predicted = test.vectors().stream().mapToInt(classifier::predict).toArray();
    double[] scores =
        test.vectors().stream().mapToDouble(vector -> classifier.scores(vector)[0]).toArray();
    return new Experiment(units, test.labels(), predicted, scores);
  }

  /** The mean of all experiments. */
  static Outcome outcome(List<Experiment> experiments, String main) {
    var measures = Means.of(experiments.stream().map(Experiment::measures).toList());
    int size =
        1
            + experiments.stream()
                .mapToInt(e -> Arrays.stream(e.units).max().orElse(-1))
                .max()
                .orElse(-1);
    var evidence =
        main.equals("accuracy")
            ? new Evidence.Mean(shares(experiments, size))
            : new Repeated(experiments, main, size);
    return new Outcome(measures, main, evidence);
  }

  private Map<String, Double> measures() {
    var measures = new LinkedHashMap<>(new ClassMeasures(truth, predicted).all());
    double precision = averagePrecision(Arrays.stream(predicted).asDoubleStream().toArray(), 1);
    measures.put("ap", precision);
    measures.put("ap_weighted", precision);
    measures.put(
        "ap_of_probabilities", averagePrecision(scores, Arrays.stream(truth).max().orElse(1)));
    return measures;
  }

  /** One measure, which thousands of samples are asked for: precision sorts, the others do not. */
  private double measure(String name) {
    var measures = name.startsWith("ap") ? measures() : new ClassMeasures(truth, predicted).all();
    return measures.getOrDefault(name, Double.NaN);
  }

  /** NaN where the classes are not two or none is the positive one. */
  private double averagePrecision(double[] scores, int positive) {
    boolean[] labels = new boolean[truth.length];
    boolean any = false;
    for (int i = 0; i < truth.length; i++) {
      labels[i] = truth[i] == positive;
      any |= labels[i];
    }
    boolean two = Arrays.stream(truth).distinct().limit(3).count() == 2;
    return two && any ? BinaryRanking.of(scores, labels).averagePrecision() : Double.NaN;
  }

  /** The share of right predictions for each unit, so weighted that their mean is the accuracy. */
  private static double[] shares(List<Experiment> experiments, int size) {
    double[] shares = new double[size];
    for (var experiment : experiments) {
      double weight = size / (double) experiments.size() / experiment.truth.length;
      for (int i = 0; i < experiment.truth.length; i++) {
        boolean right = experiment.truth[i] == experiment.predicted[i];
        shares[experiment.units[i]] += right ? weight : 0;
      }
    }
    return shares;
  }

  /** The part of an experiment that some units make, each as often as it is named. */
  private Experiment only(int[] times) {
    int[] rows =
        IntStream.range(0, units.length)
            .flatMap(i -> IntStream.range(0, times[units[i]]).map(t -> i))
            .toArray();
    return new Experiment(
        Arrays.stream(rows).map(i -> units[i]).toArray(),
        Arrays.stream(rows).map(i -> truth[i]).toArray(),
        Arrays.stream(rows).map(i -> predicted[i]).toArray(),
        Arrays.stream(rows).mapToDouble(i -> scores[i]).toArray());
  }

  private record Repeated(List<Experiment> experiments, String main, int size) implements Evidence {
    @Override
    public double score(int[] units) {
      int[] times = new int[size];
      for (int unit : units) {
        times[unit]++;
      }
      return experiments.stream()
          .map(experiment -> experiment.only(times))
          .filter(some -> some.truth.length > 0)
          .mapToDouble(some -> some.measure(main))
          .filter(value -> !Double.isNaN(value))
          .average()
          .orElse(Double.NaN);
    }

    @Override
    public double[] each() {
      return shares(experiments, size);
    }
  }
}
