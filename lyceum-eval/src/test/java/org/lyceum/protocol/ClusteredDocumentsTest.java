// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.metric.ClusterAgreement;
import org.lyceum.statistics.Bootstrap;
import org.lyceum.tensor.Seed;

class ClusteredDocumentsTest {
  private static final Seed SEED = new Seed(7);
  private static final int CLASSES = 3;

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

  /** Documents of which 8 of 10 lie in the cluster of their class, the others anywhere. */
  private static ClusteredDocuments sample(int documents, RandomGenerator random) {
    int[] labels = ints(documents, i -> random.nextInt(CLASSES));
    int[] clusters =
        ints(documents, i -> random.nextInt(10) < 7 ? labels[i] : random.nextInt(CLASSES));
    return new ClusteredDocuments(
        documents,
        IntStream.range(0, 5)
            .mapToObj(
                any -> draw(labels, clusters, ints(4 * documents, i -> random.nextInt(documents))))
            .toList());
  }

  /** As {@code CoverageTest} has it for other scores. */
  @Test
  void itsIntervalCoversTheScoreOfEverMoreDocuments() {
    double truth = sample(2_000_000, SEED.stream("truth")).score();
    int cases = 1_000;
    long covered =
        IntStream.range(0, cases)
            .parallel()
            .filter(
                i ->
                    new Bootstrap(400, SEED.derive("case/" + i))
                        .of(sample(500, SEED.stream("data/" + i)))
                        .bca(0.95)
                        .contains(truth))
            .count();
    assertThat(covered / (double) cases).isBetween(0.92, 0.97);
  }
}
