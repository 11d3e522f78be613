// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.train.Horizon;

/**
 * Sees to it that a student learns as long as there is time: foresees anew on the way how many
 * steps that is. What was foreseen is written down before it is heeded, so that a run that is
 * killed and resumed ends with the same weights.
 */
final class Pacing implements Horizon {
  /** Fewer are believed half, since batches differ in length. */
  private static final int TELLING = 8;

  private final Path work;
  private final Supplier<Planner> planner;
  private final Listener listener;
  private RunPlan plan;
  private @Nullable Planner start; // of the moment after the first step of this process
  private int first; // steps made then

  /** Told what is foreseen anew. */
  interface Listener {
    /** A plan takes the place of another. */
    void foreseen(RunPlan before, RunPlan now);
  }

  /**
   * A pacing.
   *
   * @param plan as the student begins or goes on
   * @param work where the plan lies
   * @param planner gives one of this moment
   * @param listener told what is foreseen anew
   */
  Pacing(RunPlan plan, Path work, Supplier<Planner> planner, Listener listener) {
    this.plan = plan;
    this.work = work;
    this.planner = planner;
    this.listener = listener;
  }

  /** {@return the plan as it is now} */
  RunPlan plan() {
    return plan;
  }

  @Override
  public int steps(int made, int steps) {
    if (start == null) { // in the first step libraries make themselves programs
      start = planner.get();
      first = made;
    }
    if (plan.length().wantsLook(made)) {
      var now = planner.get();
      look(made, now, secondsPerStep(now.spent() - start.spent(), made - first));
    }
    return plan.length().after(made);
  }

  private double secondsPerStep(double seconds, int steps) {
    double foreseen = plan.secondsPerStep();
    if (steps == 0) {
      return foreseen;
    }
    double taken = seconds / steps;
    return steps < TELLING ? Math.sqrt(taken * foreseen) : taken;
  }

  private void look(int made, Planner now, double secondsPerStep) {
    var before = plan;
    plan = now.look(before, made, secondsPerStep);
    plan.write(work);
    listener.foreseen(before, plan);
  }
}
