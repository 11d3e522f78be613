// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.Seed;

class ClusterAgreementTest {
  private static final int[] LABELS = {0, 0, 1, 1};
  private static final int[] CLUSTERS = {0, 0, 0, 1};

  @Test
  void isWhatAPencilGivesForFourPoints() {
    // H(labels) = log 2; H(clusters) = log 4 - 3/4 log 3
    // mutual: 1/2 log 4/3 + 1/4 log 2/3 + 1/4 log 2 = 3/2 log 2 - 3/4 log 3
    double log2 = Math.log(2);
    double log3 = Math.log(3);
    double mutual = 1.5 * log2 - 0.75 * log3;
    double homogeneity = mutual / log2;
    double completeness = mutual / (2 * log2 - 0.75 * log3);
    var agreement = ClusterAgreement.of(LABELS, CLUSTERS);
    assertThat(agreement.homogeneity()).isCloseTo(homogeneity, within(1e-15));
    assertThat(agreement.completeness()).isCloseTo(completeness, within(1e-15));
    assertThat(agreement.vMeasure())
        .isCloseTo(2 / (1 / homogeneity + 1 / completeness), within(1e-15))
        .isCloseTo(0.343711, within(1e-6));
  }

  @Test
  void countsPairsAsAPencilDoes() {
    // together by label 12 34, by cluster 12 13 23; in both 12
    // Rand adjusted: expected 2 * 3 / 6 = 1, most (2 + 3) / 2: (1 - 1) / (2.5 - 1) = 0
    var agreement = ClusterAgreement.of(LABELS, CLUSTERS);
    assertThat(agreement.adjustedRand()).isZero();
    assertThat(agreement.fowlkesMallows()).isCloseTo(1 / Math.sqrt(6), within(1e-15));
  }

  @Test
  void adjustsByTheMeanOverAllArrangements() {
    // three of four points in one cluster: every arrangement of these clusters is like this one, so
    // the mean of the mutual information is the mutual information
    assertThat(ClusterAgreement.of(LABELS, CLUSTERS).adjustedMutualInformation())
        .isCloseTo(0, within(1e-14));
  }

  @Test
  void isOneWhateverTheClustersAreCalled() {
    var agreement = ClusterAgreement.of(new int[] {5, 5, -1, 7}, new int[] {1, 1, 0, 9});
    assertThat(agreement.vMeasure()).isCloseTo(1, within(1e-15));
    assertThat(agreement.normalizedMutualInformation()).isCloseTo(1, within(1e-15));
    assertThat(agreement.adjustedMutualInformation()).isCloseTo(1, within(1e-14));
    assertThat(agreement.adjustedRand()).isEqualTo(1);
    assertThat(agreement.fowlkesMallows()).isEqualTo(1);
  }

  @Test
  void changesRolesWithItsArguments() {
    var there = ClusterAgreement.of(LABELS, CLUSTERS);
    var back = ClusterAgreement.of(CLUSTERS, LABELS);
    assertThat(there.homogeneity()).isEqualTo(back.completeness());
    assertThat(there.vMeasure()).isEqualTo(back.vMeasure());
    assertThat(there.adjustedRand()).isEqualTo(back.adjustedRand());
  }

  @Test
  void isNearZeroForRandomClustersWhereItIsAdjusted() {
    var random = new Seed(2).stream("clusters");
    var agreement =
        ClusterAgreement.of(
            random.ints(2_000, 0, 40).toArray(), random.ints(2_000, 0, 40).toArray());
    assertThat(agreement.vMeasure()).isGreaterThan(0.1);
    assertThat(agreement.adjustedMutualInformation()).isCloseTo(0, within(0.01));
    assertThat(agreement.adjustedRand()).isCloseTo(0, within(0.01));
  }

  @Test
  void isWhatScikitLearnSaysAtTheLimits() {
    int[] same = {3, 3, 3};
    int[] different = {0, 1, 2};
    var oneGroup = ClusterAgreement.of(same, same);
    assertThat(oneGroup.vMeasure()).isEqualTo(1);
    assertThat(oneGroup.normalizedMutualInformation()).isEqualTo(1);
    assertThat(oneGroup.adjustedMutualInformation()).isEqualTo(1);
    assertThat(oneGroup.adjustedRand()).isEqualTo(1);
    var nothingLearned = ClusterAgreement.of(different, same);
    assertThat(nothingLearned.homogeneity()).isZero();
    assertThat(nothingLearned.completeness()).isEqualTo(1);
    assertThat(nothingLearned.vMeasure()).isZero();
    assertThat(nothingLearned.adjustedMutualInformation()).isZero();
    assertThat(ClusterAgreement.of(different, different).fowlkesMallows()).isZero();
  }

  @Test
  void isNotTroubledByManyGroups() {
    int[] names = new int[20_000];
    Arrays.setAll(names, i -> i / 2);
    assertThat(ClusterAgreement.of(names, names).adjustedRand()).isEqualTo(1);
  }

  @Test
  void refusesListsOfDifferentLengthOrNone() {
    assertThatThrownBy(() -> ClusterAgreement.of(new int[2], new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be as many clusters as labels, got 3 for 2");
    assertThatThrownBy(() -> ClusterAgreement.of(new int[0], new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be a label or more, got none");
  }
}
