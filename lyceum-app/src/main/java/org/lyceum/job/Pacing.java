// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lyceum.train.Horizon;

/**
 * Sees to it that a student learns as long as there is time: foresees anew on the way how many
 * steps that is. What was foreseen is written down before it is heeded, so that a run that is
 * killed and resumed ends with the same weights.
 */
final class Pacing implements Horizon {
  private final double budget;
  private final RunClock clock;
  private final Console console;
  private final Path work;
  private RunPlan plan;
  private @Nullable Stopwatch watch;
  private int first; // steps made when the watch was started

  /**
   * A pacing.
   *
   * @param plan as the student begins or goes on
   * @param budget seconds of the whole run
   * @param clock of the run
   * @param console told what is foreseen
   * @param work where the plan lies
   */
  Pacing(RunPlan plan, double budget, RunClock clock, Console console, Path work) {
    this.plan = plan;
    this.budget = budget;
    this.clock = clock;
    this.console = console;
    this.work = work;
  }

  /** {@return the plan as it is now} */
  RunPlan plan() {
    return plan;
  }

  @Override
  public int steps(int made, int steps) {
    if (watch == null) { // after the first step, in which libraries make themselves programs
      watch = Stopwatch.now();
      first = made;
    }
    if (plan.length().wantsLook(made)) {
      look(made, watch.seconds());
    }
    return plan.length().after(made);
  }

  private void look(int made, double seconds) {
    double step = made == first ? plan.secondsPerStep() : seconds / (made - first);
    plan = new Planner(budget, clock.seconds()).look(plan, made, step);
    plan.write(work);
    console.say("Train    %,d steps at %.2f seconds each".formatted(plan.length().steps(), step));
  }
}
