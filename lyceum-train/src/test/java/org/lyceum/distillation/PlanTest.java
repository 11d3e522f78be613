// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanTest {
  private static Plan.Costs costs(double text, double step, int corpus) {
    return new Plan.Costs(text, step, corpus, 32);
  }

  @Test
  void seesEachTextAFewTimesWhereThereIsTime() {
    // 1 / 64 + 1.6 x 1.25 / 32 = 5 / 64 seconds a text
    assertThat(Plan.fill(600, costs(1 / 64.0, 1.25, 99_999))).isEqualTo(new Plan(7_680, 384, 32));
    assertThat(Plan.fill(600, costs(1 / 64.0, 1.25, 800))).isEqualTo(new Plan(800, 470, 32));
  }

  /** The fewest steps take 20 x 32 places whatever the time is: 400 texts, each 1.6 times. */
  @Test
  void teachesTheTextsOfTheFewestStepsWhereThereIsNoTimeForThose() {
    assertThat(Plan.fill(1, costs(0.01, 1, 1_000_000))).isEqualTo(new Plan(400, 20, 32));
    assertThat(Plan.fill(1, costs(0.01, 1, 300))).isEqualTo(new Plan(300, 20, 32));
  }

  /** 30 % for the teacher are 8.6 seconds beside 20 of steps: 85 texts, or 17 and so a batch. */
  @Test
  void givesASlowTeacherNoMoreThanItsShare() {
    assertThat(Plan.fill(1, costs(0.1, 1, 1_000_000))).isEqualTo(new Plan(85, 20, 32));
    assertThat(Plan.fill(1, costs(0.5, 1, 1_000_000))).isEqualTo(new Plan(32, 20, 32));
  }

  @Test
  void seesEachTextOnceBesideTheTeacherWhileThereAreNewOnes() {
    assertThat(Plan.beside(100, costs(0, 2, 1_000_000))).isEqualTo(new Plan(1_600, 50, 32));
    assertThat(Plan.beside(100, costs(0, 2, 1_000))).isEqualTo(new Plan(1_000, 50, 32));
    assertThat(Plan.beside(1, costs(0, 2, 1_000_000))).isEqualTo(new Plan(640, 20, 32));
    assertThat(Plan.seen(100_000_000, 100, 7)).isEqualTo(7); // more places than an int counts
  }
}
