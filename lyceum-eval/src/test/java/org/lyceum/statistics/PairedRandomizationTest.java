// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.metric.Evidence;
import org.lyceum.tensor.Seed;

class PairedRandomizationTest {
  private static final PairedRandomization TEST = new PairedRandomization(999, new Seed(1));
  private static final Evidence.Mean NOTHING = new Evidence.Mean(new double[3]);

  private static Evidence.Mean mean(double... values) {
    return new Evidence.Mean(values);
  }

  @Test
  void isWhatAPencilGivesForThreeUnits() {
    // differences 1 2 3: of 8 choices of signs only +++ reaches the sum 6, and --- the sum -6
    var first = mean(1, 2, 3);
    assertThat(TEST.of(first, NOTHING, Alternative.GREATER)).isEqualTo(new TestResult(2, 1 / 8.0));
    assertThat(TEST.of(first, NOTHING, Alternative.TWO_SIDED).p()).isEqualTo(2 / 8.0);
    assertThat(TEST.of(first, NOTHING, Alternative.LESS).p()).isEqualTo(1);
  }

  @Test
  void countsArrangementsThatOnlyRoundingTellsFromTheObservedOne() {
    // 0.1 + 0.2 - 0.3 is not 0 in binary: the sums 0.6 0 0.2 0.4 and their negatives; observed 0
    assertThat(TEST.of(mean(0.1, 0.2, -0.3), NOTHING, Alternative.TWO_SIDED).p()).isEqualTo(1);
    // sums of 0 or more: 0.6, 0.4, 0.2, 0 and -0 of 8
    assertThat(TEST.of(mean(0.1, 0.2, -0.3), NOTHING, Alternative.GREATER).p()).isEqualTo(5 / 8.0);
  }

  @Test
  void givesEachTaskTheSameWeight() {
    // task means 1 and 2: 1.5. Shares 1/4 1/4 1: only one of 8 choices of signs reaches 1.5
    var first = List.of(mean(1, 1), mean(2));
    var second = List.of(mean(0, 0), mean(0));
    assertThat(TEST.ofMean(first, second, Alternative.GREATER))
        .isEqualTo(new TestResult(1.5, 1 / 8.0));
  }

  @Test
  void doesNotCareForUnitsOnWhichBothAreEqual() {
    var padded = mean(1, 2, 3, 0, 0, 0);
    assertThat(TEST.of(padded, mean(new double[6]), Alternative.TWO_SIDED).p()).isEqualTo(2 / 8.0);
  }

  @Test
  void isOneWhereNothingDiffers() {
    for (var alternative : Alternative.values()) {
      assertThat(TEST.of(NOTHING, NOTHING, alternative)).isEqualTo(new TestResult(0, 1));
    }
  }

  @Test
  void drawsWhereThereAreTooManyToTry() {
    // 21 differences of 1: 2 of 2^21 arrangements are as extreme, so none of 999 draws is
    double[] ones = new double[21];
    Arrays.fill(ones, 1);
    assertThat(TEST.of(mean(ones), mean(new double[21]), Alternative.TWO_SIDED))
        .isEqualTo(new TestResult(1, 1 / 1000.0));
  }

  @Test
  void drawsWhatTryingAllWouldGive() {
    double[] values = new Seed(2).stream("values").doubles(20, -0.4, 0.6).toArray();
    double[] more = Arrays.copyOf(values, 21);
    more[20] = 1e-9; // does not matter, but is one too many to try all
    double exact = TEST.of(mean(values), mean(new double[20]), Alternative.TWO_SIDED).p();
    var drawing = new PairedRandomization(40_000, new Seed(3));
    double drawn = drawing.of(mean(more), mean(new double[21]), Alternative.TWO_SIDED).p();
    assertThat(drawn)
        .isCloseTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / 40_000)))
        .isNotEqualTo(exact);
  }

  @Test
  void exchangesItsSidesWithItsModels() {
    var first = mean(0.3, 0.8, 0.5, 0.9);
    var second = mean(0.4, 0.1, 0.2, 0.6);
    assertThat(TEST.of(first, second, Alternative.GREATER).p())
        .isEqualTo(TEST.of(second, first, Alternative.LESS).p());
  }

  @Test
  void refusesDifferentUnitsOrTasks() {
    assertThatThrownBy(() -> TEST.of(mean(1, 2), NOTHING, Alternative.LESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both lists must hold the same units, got 2 and 3 values");
    assertThatThrownBy(() -> TEST.ofMean(List.of(NOTHING), List.of(), Alternative.LESS))
        .hasMessage("both models must be measured on the same tasks, 1 or more, got 1 and 0");
    assertThatThrownBy(() -> TEST.ofMean(List.of(), List.of(), Alternative.LESS))
        .hasMessageEndingWith("got 0 and 0");
  }

  @Test
  void refusesAValueThatIsNotANumber() {
    assertThatThrownBy(() -> TEST.of(mean(0, Double.NaN, 0), NOTHING, Alternative.LESS))
        .hasMessage("values must be finite, got NaN at index 1");
  }

  @Test
  void refusesNoDraws() {
    assertThatThrownBy(() -> new PairedRandomization(0, new Seed(1)))
        .hasMessage("draws must be 1 or more, got 0; 10,000 are usual");
  }
}
