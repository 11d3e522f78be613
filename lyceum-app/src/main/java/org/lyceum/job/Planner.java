// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.distillation.Plan;
import org.lyceum.torch.Precision;

/**
 * Divides a budget of time: first what must be written and measured, then the rest between teacher,
 * student and static companion.
 *
 * @param budget seconds for everything
 * @param spent seconds already gone
 */
record Planner(double budget, double spent) {
  /** Rows whose speed is measured. */
  private static final int MODELS = 4;

  /**
   * Seconds to write the student's folder, its graphs and the report, and to measure memory: about
   * as long as it takes to start, on a slow machine and on a fast one.
   */
  private static final double WRITING_LEAST = 8;

  private static final double WRITING_MOST = 24;

  /** The share of the budget that measuring quality may take at most. */
  private static final double MEASURING = 0.45;

  /** The share of the budget that must be left to learn in, if anything is measured. */
  private static final double LEARNING = 0.15;

  /** The share of learning time for the static companion, and the fewest steps that it needs. */
  private static final double TABLE = 0.1;

  private static final int TABLE_STEPS = 240;

  /** The share that it may take where a tenth is too little for those. */
  private static final double TABLE_MOST = 0.25;

  /** What the last measurements may take longer than foreseen. */
  private static final double RESERVE = 0.1;

  /** How much faster or slower than foreseen what is to come is taken to be at most. */
  private static final double MOST_SURPRISE = 1.5;

  /** Beside a teacher there are texts for so many times the steps that are foreseen. */
  private static final int SURPLUS = 2;

  /**
   * Speeds that were measured at the start.
   *
   * @param teacher seconds a token
   * @param student seconds a token of the finished student
   * @param int8 seconds a token of the int8 student
   * @param step seconds an optimizer step
   * @param table of the static companion, or null where there is to be none
   */
  record Speeds(double teacher, double student, double int8, double step, @Nullable Table table) {}

  /**
   * What a static companion costs.
   *
   * @param start seconds until the teacher's vectors of all tokens are its first table
   * @param step seconds an optimizer step
   */
  record Table(double start, double step) {
    /** Seconds for a number of steps; none for a table that is not made. */
    double seconds(int steps) {
      return steps == 0 ? 0 : start + steps * step;
    }

    /** The steps for which there is time; 0 where they would be too few. */
    int steps(double learning) {
      double least = seconds(TABLE_STEPS);
      return least > TABLE_MOST * learning
          ? 0
          : (int) Math.round((Math.max(least, TABLE * learning) - start) / step);
    }
  }

  /**
   * Tokens to embed for each choice of tasks.
   *
   * @param missing tokens that the teacher has not embedded yet, on this machine, for a choice
   * @param all tokens of a choice
   */
  record Tokens(ToDoubleFunction<Tasks.Chosen> missing, ToDoubleFunction<Tasks.Chosen> all) {}

  /** Choices of tasks whose measuring fits, the largest first; at least that of none. */
  List<RunPlan.Choice> choices(Speeds speeds, Tokens tokens) {
    var sts = new Tasks.Chosen(true, false, false);
    var near = new Tasks.Chosen(true, true, false);
    var all = Tasks.Chosen.ALL;
    var fitting =
        Stream.of(
                new RunPlan.Measured(all, all),
                new RunPlan.Measured(all, near),
                new RunPlan.Measured(near, near),
                new RunPlan.Measured(near, sts),
                new RunPlan.Measured(sts, sts))
            .map(choice -> new RunPlan.Choice(choice, seconds(choice, speeds, tokens)))
            .filter(choice -> fits(choice, speeds.table))
            .toList();
    var none = new Tasks.Chosen(false, false, false);
    return fitting.isEmpty()
        ? List.of(new RunPlan.Choice(new RunPlan.Measured(none, none), 0))
        : fitting;
  }

  /** The static companion goes before SciFact, and that before SciFact of the 8-bit graph. */
  private boolean fits(RunPlan.Choice choice, @Nullable Table table) {
    double learning = learning(fixed(spent) + choice.seconds());
    var tasks = choice.measured();
    return choice.seconds() <= MEASURING * budget
        && learning >= LEARNING * budget
        && (!tasks.full().scifact() || table == null || table.steps(learning) > 0);
  }

  private static double seconds(RunPlan.Measured choice, Speeds speeds, Tokens tokens) {
    return tokens.missing.applyAsDouble(choice.full()) * speeds.teacher
        + tokens.all.applyAsDouble(choice.full()) * speeds.student
        + tokens.all.applyAsDouble(choice.int8()) * speeds.int8;
  }

  /** Seconds for what is done at the end, whatever is measured there. */
  private double fixed(double start) {
    return Math.clamp(start, WRITING_LEAST, WRITING_MOST)
        + Speed.Effort.within(budget / 60).seconds(MODELS);
  }

  /** Seconds left for learning, before measuring and writing take theirs. */
  double learning(double measuring) {
    return budget * (1 - RESERVE) - spent - measuring;
  }

  /**
   * {@return the plan}
   *
   * @param asked the options
   * @param speeds measured at the start
   * @param tokens to embed
   * @param texts what there is to learn from
   */
  RunPlan plan(String asked, Speeds speeds, Tokens tokens, Texts texts) {
    var choices = choices(speeds, tokens);
    double measuring = fixed(spent) + choices.getFirst().seconds();
    double learning = Math.max(1, learning(measuring));
    var table = speeds.table;
    int tableSteps = table == null ? 0 : table.steps(learning);
    double tableSeconds = table == null ? 0 : table.seconds(tableSteps);
    double perText = texts.guided ? 0 : texts.tokens * speeds.teacher;
    var costs = new Plan.Costs(perText, speeds.step, texts.available, texts.batch);
    double left = Math.max(1, learning - tableSeconds);
    var plan = texts.guided ? Plan.beside(left, costs) : Plan.fill(left, costs);
    return new RunPlan(
        asked,
        texts.guided ? withSurplus(plan, texts.available) : plan.texts(),
        RunLength.of(plan.steps()),
        plan.batch(),
        tableSteps,
        texts.precision,
        texts.precision,
        choices.getFirst().measured(),
        choices.subList(1, choices.size()),
        new RunPlan.Seconds(
            spent, plan.texts() * perText, plan.steps() * speeds.step, tableSeconds, measuring),
        new RunPlan.Tempo(speeds.step, 1),
        texts.memory,
        texts.guided);
  }

  /** Beside a teacher each text shall be new, also where there turns out to be time for more. */
  private static int withSurplus(Plan plan, int available) {
    return Plan.seen(SURPLUS * plan.steps(), plan.batch(), available);
  }

  /**
   * {@return the plan with which the student begins, now that the teacher is done}
   *
   * @param plan made before
   * @param slowness seconds that the teacher took by those foreseen
   */
  RunPlan begin(RunPlan plan, double slowness) {
    double step = bounded(slowness) * plan.tempo().step();
    return next(plan, new Moment(0, step, slowness * plan.seconds().teacher()), RunLength::of);
  }

  /**
   * {@return the plan with the steps for which there is time, now that some are made}
   *
   * <p>A few seconds at the start say little of a machine that others use too: from how long the
   * steps took, what comes after them is foreseen anew as well.
   *
   * @param plan made before
   * @param made steps
   * @param secondsPerStep that they took
   */
  RunPlan look(RunPlan plan, int made, double secondsPerStep) {
    return next(
        plan,
        new Moment(made, secondsPerStep, plan.seconds().teacher()),
        steps -> plan.length().with(new RunLength.Look(made, steps)));
  }

  /** Where a run stands: steps made, the seconds of one, and those that the teacher took. */
  private record Moment(int made, double step, double teacher) {}

  private static double bounded(double slowness) {
    return Math.clamp(slowness, 1 / MOST_SURPRISE, MOST_SURPRISE);
  }

  /**
   * What follows a moment. Where less than half of the time foreseen for the student's other steps
   * would be left, less is measured.
   */
  private RunPlan next(RunPlan plan, Moment now, IntFunction<RunLength> length) {
    var before = plan.seconds();
    double slowness = bounded(now.step / plan.tempo().step());
    double pace = slowness / plan.tempo().slowness();
    double fixed = fixed(before.start());
    double table = pace * before.table();
    double wanted = (plan.length().steps() - now.made) * plan.secondsPerStep() / 2;
    var choices =
        Stream.concat(
                Stream.of(new RunPlan.Choice(plan.measured(), before.measuring() - fixed)),
                plan.smaller().stream())
            .map(choice -> new RunPlan.Choice(choice.measured(), pace * choice.seconds()))
            .toList();
    while (choices.size() > 1 && learning(fixed + choices.getFirst().seconds()) - table < wanted) {
      choices = choices.subList(1, choices.size());
    }
    double measuring = fixed + choices.getFirst().seconds();
    long fitting = now.made + (long) Plan.rounded((learning(measuring) - table) / now.step);
    int steps = (int) Math.max(Math.max(Plan.FEWEST_STEPS, now.made + 1), fitting);
    return plan.foreseen(
        length.apply(steps),
        choices,
        new RunPlan.Seconds(before.start(), now.teacher, steps * now.step, table, measuring),
        new RunPlan.Tempo(plan.tempo().step(), slowness));
  }

  /**
   * What there is to learn from.
   *
   * @param available texts
   * @param tokens a text, on average
   * @param batch texts a step
   * @param guided whether the teacher encodes them within the steps
   * @param precision of the student
   * @param memory bytes that learning takes
   */
  record Texts(
      int available, double tokens, int batch, boolean guided, Precision precision, long memory) {}
}
