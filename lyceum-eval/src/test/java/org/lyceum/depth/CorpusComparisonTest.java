// SPDX-License-Identifier: Apache-2.0
package org.lyceum.depth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.statistics.Alternative;
import org.lyceum.tensor.Seed;

class CorpusComparisonTest {
  private static final CorpusComparison DEEPER =
      new CorpusComparison(Distance.COSINE, Alternative.GREATER);
  private static final CorpusComparison DIFFERENT =
      new CorpusComparison(Distance.COSINE, Alternative.TWO_SIDED);

  @Test
  void isAsWorkedOutByHand() {
    var depths = new Depths(new double[] {1.9, 1.8, 1.7, 1.5}, new double[] {1.6, 1.2, 1.1});
    var found = DEEPER.of(depths);
    assertThat(found.q()).isCloseTo(1 / 12.0, within(1e-12));
    assertThat(found.z()).isCloseTo(1.767767, within(1e-6));
    assertThat(found.p()).isCloseTo(.0385499, within(1e-6));
    assertThat(DIFFERENT.of(depths).p()).isCloseTo(2 * .0385499, within(1e-6));
  }

  /** Of 1,000 tests of texts of one source, 5 of 100 find a difference; the plain one more. */
  @Test
  void keepsItsLevelSplitAndPermuted() {
    int split = 0;
    int permuted = 0;
    int plain = 0;
    for (int round = 0; round < 1_000; round++) {
      var seed = new Seed(round);
      var random = seed.stream("vectors");
      var first = DepthsTest.gaussian(20, 8, 1, random);
      var second = DepthsTest.gaussian(20, 8, 1, random);
      split += DIFFERENT.split(first, second, seed).p() <= 0.05 ? 1 : 0;
      permuted += DIFFERENT.permuted(first, second, 99, seed).p() <= 0.05 ? 1 : 0;
      plain += DIFFERENT.plain(first, second).p() <= 0.05 ? 1 : 0;
    }
    assertThat(split).isBetween(29, 72); // 3 standard errors
    assertThat(permuted).isBetween(29, 72);
    assertThat(plain).isGreaterThan(Math.max(split, permuted));
  }

  @ParameterizedTest
  @EnumSource
  void findsACorpusThatLiesFurtherOutside(Distance distance) {
    var random = new Seed(5).stream("vectors");
    var first = DepthsTest.gaussian(100, 8, 2, random);
    var second = DepthsTest.gaussian(80, 8, 1, random);
    var comparison = new CorpusComparison(distance, Alternative.GREATER);
    var seed = new Seed(6);
    for (var found :
        List.of(
            comparison.plain(first, second),
            comparison.split(first, second, seed),
            comparison.permuted(first, second, 199, seed))) {
      assertThat(found.q()).isLessThan(0.4);
      assertThat(found.p()).isLessThan(0.01);
    }
    var other = new CorpusComparison(distance, Alternative.LESS);
    assertThat(other.permuted(first, second, 199, seed).p()).isGreaterThan(0.9);
  }

  @Test
  void refusesCorporaThatAreTooSmallAndNoDraws() {
    var two = List.of(DepthsTest.vector(1, 0), DepthsTest.vector(0, 1));
    assertThatThrownBy(() -> DEEPER.split(two, two, new Seed(1)))
        .hasMessageContaining("4 vectors or more, got 2");
    assertThatThrownBy(() -> DEEPER.permuted(two, two, 0, new Seed(1)))
        .hasMessageContaining("draws must be 1 or more, got 0");
    assertThatThrownBy(() -> DEEPER.plain(two, List.of())).hasMessageContaining("1 or more");
  }
}
