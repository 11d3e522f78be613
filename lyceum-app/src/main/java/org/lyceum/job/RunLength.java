// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayList;
import java.util.List;
import org.lyceum.train.Schedule;

/**
 * How many steps a student takes: as was foreseen when it began, and at each look since.
 *
 * @param begun steps that were foreseen when it began, which set the warm-up
 * @param looks what was foreseen anew, in the order of steps
 */
record RunLength(int begun, List<Look> looks) {
  /**
   * What was foreseen while the student learned.
   *
   * @param made steps that were made then
   * @param steps of the whole run
   */
  record Look(int made, int steps) {}

  RunLength {
    looks = List.copyOf(looks);
  }

  /** A length that is known from the beginning. */
  static RunLength of(int steps) {
    return new RunLength(steps, List.of());
  }

  /**
   * {@return the rate's schedule at the beginning: a tenth of the steps to warm up, at most 100}
   */
  Schedule schedule(double peak) {
    return new Schedule(begun, warmup(), peak, Schedule.Curve.LINEAR);
  }

  private int warmup() {
    return Math.min(100, begun / 10);
  }

  /** {@return the steps of the whole run, as is known now} */
  int steps() {
    return after(Integer.MAX_VALUE);
  }

  /** {@return the steps of the whole run, as was known after some of them} */
  int after(int made) {
    int steps = begun;
    for (var look : looks) {
      steps = look.made <= made ? look.steps : steps;
    }
    return steps;
  }

  /**
   * {@return whether it is to be foreseen anew after some steps, which was not done before: at the
   * end of the warm-up, and in the middle of what is then to come}
   */
  boolean wantsLook(int made) {
    return switch (looks.size()) {
      case 0 -> made == warmup();
      case 1 -> made == middle(looks.getFirst()) && made > looks.getFirst().made;
      default -> false;
    };
  }

  private static int middle(Look look) {
    return look.made + (look.steps - look.made) / 2;
  }

  /** {@return this with one look more} */
  RunLength with(Look look) {
    var all = new ArrayList<>(looks);
    all.add(look);
    return new RunLength(begun, all);
  }

  /** {@return the steps foreseen at first, and each number that took their place since} */
  @Override
  public String toString() {
    var text = new StringBuilder().append(begun);
    int steps = begun;
    for (var look : looks) {
      if (look.steps != steps) {
        steps = look.steps;
        text.append("; %d from step %d on".formatted(steps, look.made));
      }
    }
    return text.toString();
  }
}
