// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lyceum.torch.Precision;

class PlannerTest {
  private static final Planner.Tokens TOKENS =
      new Planner.Tokens(
          chosen -> 0,
          chosen ->
              (chosen.sts() ? 2e5 : 0)
                  + (chosen.retrieval() ? 6e5 : 0)
                  + (chosen.scifact() ? 13e5 : 0));
  private static final Planner.Texts TEXTS =
      new Planner.Texts(1_000_000, 40, 128, Precision.FLOAT32);

  private static Planner.Speeds speeds(double slowness) {
    return new Planner.Speeds(
        1e-4 * slowness, 5e-5 * slowness, 3e-5 * slowness, 0.5 * slowness, 0.05 * slowness);
  }

  @Test
  void spendsTheWholeBudget() {
    for (double slowness : new double[] {0.3, 1, 3}) {
      var planner = new Planner(600, 20);
      var speeds = speeds(slowness);
      var plan = planner.plan("", speeds, TOKENS, TEXTS);
      double learning =
          plan.texts() * TEXTS.tokens() * speeds.teacher()
              + plan.steps() * speeds.step()
              + plan.tableSteps() * speeds.tableStep();
      double measuring = planner.seconds(plan.measured(), speeds, TOKENS);
      assertThat(learning).isCloseTo(planner.learning(measuring), within(0.05 * 600));
      assertThat(measuring).isLessThan(0.4 * 600);
    }
  }

  @Test
  void measuresLessWhereTheBudgetIsSmall() {
    assertThat(new Planner(600, 20).plan("", speeds(1), TOKENS, TEXTS).measured().full())
        .isEqualTo(Tasks.Chosen.ALL);
    assertThat(new Planner(80, 20).plan("", speeds(1), TOKENS, TEXTS).measured().full())
        .isEqualTo(new Tasks.Chosen(true, false, false));
    assertThat(new Planner(40, 20).plan("", speeds(10), TOKENS, TEXTS).measured().full())
        .isEqualTo(new Tasks.Chosen(false, false, false));
  }

  @Test
  void trainsEvenWhereTheBudgetIsSpent() {
    var plan = new Planner(30, 60).plan("", speeds(1), TOKENS, TEXTS);
    assertThat(plan.steps()).isPositive();
    assertThat(plan.texts()).isGreaterThanOrEqualTo(TEXTS.batch());
  }

  @Test
  void takesASmallCorpusMoreOften() {
    var few = new Planner.Texts(1_000, 40, 128, Precision.FLOAT32);
    var plan = new Planner(600, 20).plan("", speeds(1), TOKENS, few);
    assertThat(plan.texts()).isEqualTo(1_000);
    assertThat((double) plan.steps() * plan.batch() / plan.texts()).isGreaterThan(10);
  }
}
