// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.metric.ClusterAgreement;
import org.lyceum.statistics.Bootstrap;
import org.lyceum.statistics.Interval;
import org.lyceum.tensor.Seed;

class ClusteredDocumentsTest {
  private static final Seed SEED = new Seed(7);
  private static final int CASES = 1_000;

  private static int[] ints(int size, IntUnaryOperator value) {
    return IntStream.range(0, size).map(value).toArray();
  }

  private static int[] chosen(int[] values, int[] rows) {
    return ints(rows.length, i -> values[rows[i]]);
  }

  private static DrawnDocuments draw(int[] labels, int[] clusters, int[] rows) {
    return DrawnDocuments.of(rows, new Clustered(chosen(labels, rows), chosen(clusters, rows)));
  }

  /** A document that is left out twice of three times counts as if it were not there. */
  @Test
  void countsADocumentAsOftenAsItIsDrawn() {
    var random = SEED.stream("values");
    int[] labels = ints(60, i -> random.nextInt(4));
    int[] clusters = ints(60, i -> random.nextInt(10) < 6 ? labels[i] : random.nextInt(5));
    int[] all = ints(60, i -> i);
    int[] twice = ints(90, i -> random.nextInt(60));
    var evidence =
        new ClusteredDocuments(
            60, List.of(draw(labels, clusters, all), draw(labels, clusters, twice)));
    assertThat(evidence.score())
        .isCloseTo(
            (ClusterAgreement.of(labels, clusters).vMeasure()
                    + ClusterAgreement.of(chosen(labels, twice), chosen(clusters, twice))
                        .vMeasure())
                / 2,
            within(1e-12));
    int[] some = ints(25, i -> random.nextInt(60));
    var single = new ClusteredDocuments(60, List.of(draw(labels, clusters, all)));
    assertThat(single.score(some))
        .isCloseTo(
            ClusterAgreement.of(chosen(labels, some), chosen(clusters, some)).vMeasure(),
            within(1e-12));
  }

  @Test
  void isNotDefinedWithoutADocumentOfADraw() {
    var evidence =
        new ClusteredDocuments(
            3, List.of(draw(new int[] {0, 1, 0}, new int[] {0, 1, 0}, new int[] {0, 1})));
    assertThat(evidence.score(new int[] {2, 2})).isNaN();
    assertThat(evidence.score(new int[] {0, 1})).isEqualTo(1);
    assertThat(evidence.score(new int[] {0, 0})).isEqualTo(1); // one class in one cluster
  }

  /**
   * Documents of which 7 of 10 lie in the cluster of their class, the others anywhere.
   *
   * @param draws of four times as many documents; 0 for the documents themselves
   */
  private record Setting(int documents, int classes, int draws) {
    ClusteredDocuments sample(RandomGenerator random) {
      int[] labels = ints(documents, i -> random.nextInt(classes));
      int[] clusters =
          ints(documents, i -> random.nextInt(10) < 7 ? labels[i] : random.nextInt(classes));
      return new ClusteredDocuments(
          documents,
          draws == 0
              ? List.of(draw(labels, clusters, ints(documents, i -> i)))
              : IntStream.range(0, draws)
                  .mapToObj(any -> ints(4 * documents, i -> random.nextInt(documents)))
                  .map(rows -> draw(labels, clusters, rows))
                  .toList());
    }

    /** The share of cases whose interval holds a score. */
    double covered(double truth) {
      return IntStream.range(0, CASES).parallel().filter(i -> interval(i).contains(truth)).count()
          / (double) CASES;
    }

    private Interval interval(int number) {
      var sample = sample(SEED.stream("data/" + number));
      var interval = new Bootstrap(400, SEED.derive("case/" + number)).of(sample).interval(0.95);
      assertThat(interval.contains(sample.score())).isTrue();
      return interval;
    }
  }

  /** As {@code CoverageTest} has it for other scores. */
  @Test
  void itsIntervalCoversTheScoreOfEverMoreDocumentsInFewClasses() {
    double truth = new Setting(400_000, 3, 5).sample(SEED.stream("truth")).score();
    assertThat(new Setting(500, 3, 5).covered(truth)).isBetween(0.92, 0.97);
  }

  /** Drawn again, the 400 documents of 21 classes have higher scores than their own, nearly all. */
  @ParameterizedTest
  @CsvSource({"45, 6, 0", "45, 6, 5", "400, 21, 0"})
  void itsIntervalCoversTheScoreOfAsManyDocumentsInManyClasses(
      int documents, int classes, int draws) {
    var setting = new Setting(documents, classes, draws);
    double truth =
        IntStream.range(0, 4_000)
            .parallel()
            .mapToDouble(i -> setting.sample(SEED.stream("truth/" + i)).score())
            .average()
            .orElseThrow();
    assertThat(setting.covered(truth)).isBetween(0.92, 0.97);
  }
}
