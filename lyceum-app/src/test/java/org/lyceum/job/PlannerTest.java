// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
      new Planner.Texts(1_000_000, 40, 128, false, Precision.FLOAT32, 0);

  private static Planner.Speeds speeds(double slowness) {
    return new Planner.Speeds(
        1e-4 * slowness,
        5e-5 * slowness,
        3e-5 * slowness,
        0.5 * slowness,
        new Planner.Table(20 * slowness, 0.05 * slowness));
  }

  @Test
  void spendsTheWholeBudget() {
    for (double slowness : new double[] {0.3, 1, 3}) {
      var planner = new Planner(600, 20);
      var speeds = speeds(slowness);
      var plan = planner.plan("", speeds, TOKENS, TEXTS);
      double learning =
          plan.texts() * TEXTS.tokens() * speeds.teacher()
              + plan.length().steps() * speeds.step()
              + new Planner.Table(20 * slowness, 0.05 * slowness).seconds(plan.tableSteps());
      double measuring = plan.seconds().measuring();
      assertThat(learning).isCloseTo(planner.learning(measuring), within(0.05 * 600));
      assertThat(plan.seconds().all()).isCloseTo(0.9 * 600, within(0.05 * 600));
      assertThat(planner.choices(speeds, TOKENS).getFirst().seconds()).isLessThan(0.45 * 600);
    }
  }

  @Test
  void measuresLessWhereTheBudgetIsSmall() {
    assertThat(new Planner(600, 20).plan("", speeds(1), TOKENS, TEXTS).measured().full())
        .isEqualTo(Tasks.Chosen.ALL);
    assertThat(new Planner(90, 20).plan("", speeds(1), TOKENS, TEXTS).measured().full())
        .isEqualTo(new Tasks.Chosen(true, false, false));
    assertThat(new Planner(40, 20).plan("", speeds(10), TOKENS, TEXTS).measured().full())
        .isEqualTo(new Tasks.Chosen(false, false, false));
  }

  /** 2.1 million tokens in two precisions take 302 of the 600 seconds at this speed. */
  @Test
  void measuresTheEightBitGraphOnLessBeforeTheStudentLearnsLess() {
    assertThat(new Planner(600, 20).plan("", speeds(1.8), TOKENS, TEXTS).measured())
        .isEqualTo(new RunPlan.Measured(Tasks.Chosen.ALL, new Tasks.Chosen(true, true, false)));
  }

  /** Measuring takes 189 + 43 + 37 seconds, a quarter of the 251 that are left then is 63. */
  @Test
  void makesAStaticCompanionBeforeItMeasuresSciFact() {
    var speeds = speeds(1.8);
    assertThat(chosen(speeds, new Planner.Table(50, 0.05)).scifact()).isTrue();
    assertThat(chosen(speeds, new Planner.Table(60, 0.05)).scifact()).isFalse();
    assertThat(chosen(speeds, null).scifact()).isTrue();
  }

  private static Tasks.Chosen chosen(Planner.Speeds of, Planner.@Nullable Table table) {
    var speeds = new Planner.Speeds(of.teacher(), of.student(), of.int8(), of.step(), table);
    return new Planner(600, 20).plan("", speeds, TOKENS, TEXTS).measured().full();
  }

  /** STS takes 4.8 seconds at this speed, speed 4.8, writing as long as the start. */
  @Test
  void measuresNothingWhereThatWouldLeaveNoTimeToLearn() {
    var measured = new Tasks.Chosen(true, false, false);
    assertThat(new Planner(60, 15).plan("", speeds(0.3), TOKENS, TEXTS).measured().full())
        .isEqualTo(measured); // 14.4 seconds are left, 9 are wanted
    assertThat(new Planner(60, 20).plan("", speeds(0.3), TOKENS, TEXTS).measured().full())
        .isEqualTo(new Tasks.Chosen(false, false, false)); // 4.4
  }

  @Test
  void trainsEvenWhereTheBudgetIsSpent() {
    var plan = new Planner(30, 60).plan("", speeds(1), TOKENS, TEXTS);
    assertThat(plan.length().steps()).isPositive();
    assertThat(plan.texts()).isGreaterThanOrEqualTo(TEXTS.batch());
  }

  @Test
  void beginsWithFewerStepsAfterASlowTeacher() {
    var plan = new Planner(600, 20).plan("", speeds(1), TOKENS, TEXTS);
    double fixed = 20 + 4 * 7 * 0.6; // writing and speed, which do not depend on it
    double quality = plan.seconds().measuring() - fixed;
    for (double pace : new double[] {1, 1.2, 0.8}) {
      double left = 540 - 100 - fixed - pace * (plan.seconds().table() + quality);
      var begun = new Planner(600, 100).begin(plan, pace);
      assertThat(begun.length().steps()).isEqualTo((int) Math.round(left / (0.5 * pace)));
      assertThat(begun.begun()).isTrue();
      assertThat(begun.texts()).isEqualTo(plan.texts());
      assertThat(begun.seconds().all())
          .isCloseTo(
              540 - 100 + begun.seconds().start() + begun.seconds().teacher(), within(0.5 * pace));
    }
    // one moment is not believed more than so much
    assertThat(begun(plan, 10)).isEqualTo(begun(plan, 1.5));
    assertThat(begun(plan, 0)).isEqualTo(begun(plan, 1 / 1.5));
    assertThat(new Planner(600, 599).begin(plan, 1).length().steps()).isEqualTo(20);
  }

  private static int begun(RunPlan plan, double slowness) {
    return new Planner(600, 100).begin(plan, slowness).length().steps();
  }

  /** After 30 steps at 0.6 seconds instead of 0.5, what is to come takes 1.2 times as long. */
  @Test
  void foreseesAnewFromTheStepsThatWereMade() {
    var plan = new Planner(600, 100).begin(plan(), 1);
    double fixed = 20 + 4 * 7 * 0.6;
    double others = plan.seconds().table() + plan.seconds().measuring() - fixed;
    var looked = new Planner(600, 120).look(plan, 30, 0.6);
    int steps = 30 + (int) Math.round((540 - 120 - fixed - 1.2 * others) / 0.6);
    assertThat(looked.length()).isEqualTo(plan.length().with(new RunLength.Look(30, steps)));
    assertThat(looked.secondsPerStep()).isCloseTo(0.6, within(1e-9));
    // twice as slow is believed of the steps, and of the rest 1.5 times
    var slow = new Planner(600, 80).look(plan, 30, 1);
    assertThat(slow.length().steps())
        .isEqualTo(30 + (int) Math.round(540 - 80 - fixed - 1.5 * others));
    // as fast as before again
    var again = new Planner(600, 120).look(looked, 30, 0.5);
    assertThat(again.length().steps())
        .isEqualTo(30 + (int) Math.round((540 - 120 - fixed - others) / 0.5));
    // where the time is gone, one step more
    assertThat(new Planner(600, 599).look(plan, 30, 0.5).length().steps()).isEqualTo(31);
  }

  private static RunPlan plan() {
    return new Planner(600, 20).plan("", speeds(1), TOKENS, TEXTS);
  }

  /** 168 seconds of measuring become 252 after a slow teacher, 194 without the 8-bit SciFact. */
  @Test
  void measuresLessWhereASlowTeacherLeftTooLittleTime() {
    var plan = plan();
    double learning = 1.5 * plan.seconds().student() / 2 / 1.5;
    double others = 1.5 * plan.seconds().table() + 20 + 4 * 7 * 0.6;
    var all = new Planner(600, 540 - others - 252 - learning - 1).begin(plan, 1.5);
    assertThat(all.measured().full()).isEqualTo(Tasks.Chosen.ALL);
    assertThat(all.measured().int8()).isEqualTo(Tasks.Chosen.ALL);
    var late = new Planner(600, 540 - others - 252 - learning + 1).begin(plan, 1.5);
    assertThat(late.measured())
        .isEqualTo(new RunPlan.Measured(Tasks.Chosen.ALL, new Tasks.Chosen(true, true, false)));
    assertThat(late.length().steps()).isGreaterThan(all.length().steps());
    var tooLate = new Planner(600, 590).begin(plan, 1.5);
    assertThat(tooLate.measured().full()).isEqualTo(new Tasks.Chosen(true, false, false));
    assertThat(tooLate.smaller()).isEmpty();
  }

  /** With a third of the steps to come, half of that third is wanted. */
  @Test
  void measuresLessWhereSlowStepsLeaveTooLittleTimeForTheOthers() {
    var plan = new Planner(600, 100).begin(plan(), 1);
    int made = plan.length().steps() * 2 / 3;
    double wanted = (plan.length().steps() - made) * 0.5 / 2;
    double others = plan.seconds().table() + plan.seconds().measuring();
    var all = new Planner(600, 540 - others - wanted - 1).look(plan, made, 0.5);
    assertThat(all.measured()).isEqualTo(plan.measured());
    var less = new Planner(600, 540 - others - wanted + 1).look(plan, made, 0.5);
    assertThat(less.measured().int8()).isEqualTo(new Tasks.Chosen(true, true, false));
  }

  @Test
  void foreseesMemoryByHand() {
    // 1,000 weights of 16 + 2 x 6 bytes; 2 x 50 tokens x 2 layers x 10 wide x 120 bytes
    var need = new MemoryNeed(1_000, 10, 2, 500, new MemoryNeed.Guide(3_000, 10, 4));
    assertThat(need.bytes(2, 50, false)).isEqualTo(1_800_000_000L + 2 * 500 + 28_000 + 240_000);
    // 3,000 weights of 4 bytes; 2 x 1,024 tokens x 4 layers x 10 wide x 120 bytes
    assertThat(need.bytes(2, 50, true))
        .isEqualTo(need.bytes(2, 50, false) + 12_000 + 2 * 1_024 * 4_800);
  }

  @Test
  void givesTheStaticCompanionATenthOrWhatItNeedsOrNothing() {
    var table = new Planner.Table(20, 0.05);
    // a tenth of 600 is 60 seconds: 40 after the start, 800 steps
    assertThat(table.steps(600)).isEqualTo(800);
    // a tenth of 200 is 20, but 240 steps need 32 seconds, which is less than a quarter
    assertThat(table.steps(200)).isEqualTo(240);
    assertThat(table.seconds(240)).isCloseTo(32, within(1e-9));
    // a quarter of 120 is 30
    assertThat(table.steps(120)).isZero();
    var without = new Planner.Speeds(1e-4, 5e-5, 3e-5, 0.5, null);
    assertThat(new Planner(600, 20).plan("", without, TOKENS, TEXTS).tableSteps()).isZero();
  }

  /** A text costs the teacher 4 ms and a fast student 0.4 each time. */
  @Test
  void leavesTheStudentMostOfTheTimeToLearnIn() {
    var fast = new Planner.Speeds(1e-4, 5e-5, 3e-5, 0.05, null);
    var plan = new Planner(600, 20).plan("", fast, TOKENS, TEXTS);
    double learning = plan.seconds().teacher() + plan.seconds().student();
    assertThat(plan.seconds().teacher()).isCloseTo(0.3 * learning, within(1.0));
    var slow = new Planner.Speeds(1e-4, 5e-5, 3e-5, 1, null); // 7.8 ms each time
    var usual = new Planner(600, 20).plan("", slow, TOKENS, TEXTS);
    assertThat((double) usual.length().steps() * usual.batch() / usual.texts())
        .isCloseTo(1.6, within(0.01));
  }

  @Test
  void takesASmallCorpusMoreOften() {
    var few = new Planner.Texts(1_000, 40, 128, false, Precision.FLOAT32, 0);
    var plan = new Planner(600, 20).plan("", speeds(1), TOKENS, few);
    assertThat(plan.texts()).isEqualTo(1_000);
    assertThat((double) plan.length().steps() * plan.batch() / plan.texts()).isGreaterThan(10);
  }

  /** A slow minute is not kept: what follows is foreseen from what was measured first. */
  @Test
  void foreseesTheSameByWhateverWay() {
    var first = plan();
    var slow = new Planner(600, 100).look(first, 30, 1.5);
    assertThat(slow.tempo()).isEqualTo(new RunPlan.Tempo(0.5, 1.5));
    double fixed = 20 + 4 * 7 * 0.6;
    for (double step : new double[] {0.4, 0.5, 0.75, 1}) {
      var by = new Planner(600, 110).look(slow, 60, step);
      double pace = Math.min(1.5, step / 0.5);
      assertThat(by.seconds().table()).isCloseTo(pace * first.seconds().table(), within(1e-9));
      var choices = new ArrayList<>(List.of(new RunPlan.Choice(first.measured(), 0)));
      choices.addAll(first.smaller());
      double quality =
          choices.stream()
              .filter(choice -> choice.measured().equals(by.measured()))
              .mapToDouble(RunPlan.Choice::seconds)
              .max()
              .orElseThrow();
      double whole = first.seconds().measuring() - fixed;
      assertThat(by.seconds().measuring())
          .isCloseTo(fixed + pace * (quality == 0 ? whole : quality), within(1e-9));
    }
    // not the seconds that are known: the teacher's
    var begun = new Planner(600, 100).begin(first, 1.5);
    assertThat(new Planner(600, 110).look(begun, 60, 0.5).seconds().teacher())
        .isEqualTo(1.5 * first.seconds().teacher());
  }

  @Test
  void countsNoFurtherThanAnIntegerGoes() {
    var fast = new Planner.Speeds(1e-9, 1e-9, 1e-9, 1e-4, null);
    var plan = new Planner(6e6, 20).plan("", fast, TOKENS, TEXTS);
    assertThat(plan.length().steps()).isEqualTo(1_000_000_000);
    assertThat(new Planner(6e6, 20).look(plan, 1_000, 1e-4).length().steps())
        .isEqualTo(1_000_001_000);
    var beside = new Planner.Texts(1_000_000, 40, 128, true, Precision.FLOAT32, 0);
    assertThat(new Planner(6e6, 20).plan("", fast, TOKENS, beside).texts()).isEqualTo(1_000_000);
  }

  /** A teacher that encodes beside its student needs no time before, and each text is new. */
  @Test
  void plansATextForEachPlaceOfABatchWhereTheTeacherIsBesideTheStudent() {
    var beside = new Planner.Texts(1_000_000, 40, 128, true, Precision.FLOAT32, 0);
    var plan = new Planner(600, 20).plan("", speeds(1), TOKENS, beside);
    assertThat(plan.seconds().teacher()).isZero();
    int steps = plan.length().steps();
    assertThat(plan.seen()).isEqualTo(128 * steps);
    assertThat(plan.texts()).isEqualTo(2 * 128 * steps); // there may be time for more
    assertThat(plan.begun()).isTrue();
    assertThat(steps).isGreaterThan(plan().length().steps());
    var few = new Planner.Texts(1_000, 40, 128, true, Precision.FLOAT32, 0);
    assertThat(new Planner(600, 20).plan("", speeds(1), TOKENS, few).texts()).isEqualTo(1_000);
  }
}
