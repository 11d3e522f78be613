// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lyceum.metric.Evidence;

/**
 * What neighbors said about the labels of test examples; a label is predicted if more than half
 * have it.
 *
 * @param truth {@code (N, classes)}
 * @param votes {@code (N, classes)}
 * @param voters how many vote
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
record LabelVotes(boolean[][] truth, int[][] votes, int voters) {
  /** The mean of all experiments. */
  static Outcome outcome(List<LabelVotes> experiments, String main) {
    int[] all = IntStream.range(0, experiments.getFirst().truth.length).toArray();
    var measures = Means.of(experiments.stream().map(e -> e.measures(all)).toList());
    return new Outcome(measures, main, new Repeated(experiments, main, all.length));
  }

  private boolean isPredicted(int i, int c) {
    return 2 * votes[i][c] > voters;
  }

  private static final List<String> MEASURES =
      List.of("accuracy", "lrap", "f1", "hamming", "hamming_accuracy", "lrap_of_votes");

  Map<String, Double> measures(int[] rows) {
    var measures = new LinkedHashMap<String, Double>();
    MEASURES.forEach(name -> measures.put(name, measure(name, rows)));
    return measures;
  }

  /** One measure, which thousands of samples of rows are asked for. */
  private double measure(String name, int[] rows) {
    return switch (name) {
      case "accuracy" -> mean(rows, i -> right(i) == truth[i].length ? 1 : 0);
      case "lrap" -> mean(rows, i -> ranking(i, false));
      case "f1" -> f1(rows);
      case "hamming" -> mean(rows, this::overlap);
      case "hamming_accuracy" -> mean(rows, i -> right(i) / (double) truth[i].length);
      case "lrap_of_votes" -> mean(rows, i -> ranking(i, true));
      default -> throw new IllegalArgumentException("there is no measure '%s'".formatted(name));
    };
  }

  private interface OfExample {
    double of(int i);
  }

  private static double mean(int[] rows, OfExample measure) {
    double sum = 0;
    for (int i : rows) {
      sum += measure.of(i);
    }
    return sum / rows.length;
  }

  private int right(int i) {
    int count = 0;
    for (int c = 0; c < truth[i].length; c++) {
      count += truth[i][c] == isPredicted(i, c) ? 1 : 0;
    }
    return count;
  }

  private double[] allRight() {
    double[] all = new double[truth.length];
    Arrays.setAll(all, i -> right(i) == truth[i].length ? 1 : 0);
    return all;
  }

  private double overlap(int i) {
    int both = 0;
    int either = 0;
    for (int c = 0; c < truth[i].length; c++) {
      both += truth[i][c] && isPredicted(i, c) ? 1 : 0;
      either += truth[i][c] || isPredicted(i, c) ? 1 : 0;
    }
    return either == 0 ? 1 : both / (double) either;
  }

  /** Over the true labels, the share of true ones among those ranked as high; 1 without any. */
  private double ranking(int i, boolean byVotes) {
    double sum = 0;
    int labels = 0;
    for (int c = 0; c < truth[i].length; c++) {
      if (truth[i][c]) {
        sum += precisionDownTo(i, c, byVotes);
        labels++;
      }
    }
    return labels == 0 || labels == truth[i].length ? 1 : sum / labels;
  }

  private double precisionDownTo(int i, int label, boolean byVotes) {
    int least = rank(i, label, byVotes);
    int hits = 0;
    int above = 0;
    for (int c = 0; c < truth[i].length; c++) {
      if (rank(i, c, byVotes) >= least) {
        above++;
        hits += truth[i][c] ? 1 : 0;
      }
    }
    return hits / (double) above;
  }

  private int rank(int i, int c, boolean byVotes) {
    return byVotes ? votes[i][c] : isPredicted(i, c) ? 1 : 0;
  }

  private double f1(int[] rows) {
    int classes = truth[0].length;
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      int hits = 0;
      int named = 0;
      for (int i : rows) {
        hits += truth[i][c] && isPredicted(i, c) ? 1 : 0;
        named += (truth[i][c] ? 1 : 0) + (isPredicted(i, c) ? 1 : 0);
      }
      sum += named == 0 ? 0 : 2.0 * hits / named;
    }
    return sum / classes;
  }

  private record Repeated(List<LabelVotes> experiments, String main, int size) implements Evidence {
    @Override
    public double score(int[] units) {
      return Arrays.stream(experiments.stream().mapToDouble(e -> e.measure(main, units)).toArray())
          .average()
          .orElse(Double.NaN);
    }

    /** The share of the experiments in which all labels were right. */
    @Override
    public double[] each() {
      return Means.each(experiments.stream().map(LabelVotes::allRight).toList());
    }
  }
}
