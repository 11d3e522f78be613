// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, apart from its tensors. Random streams need no place in it: they follow from
 * seed and step.
 *
 * @param step optimizer steps made
 * @param best the best figure so far, or null before the first measurement
 * @param bestStep steps when it was measured
 * @param worse measurements since then
 * @param course how it goes along the curve of its learning rate
 * @param run hash of its {@link RunIdentity}; a run resumes only itself
 */
record RunState(
    int step, @Nullable Double best, int bestStep, int worse, Course course, String run) {
  static RunState start(Course course, String run) {
    return new RunState(0, null, 0, 0, course, run);
  }

  RunState stepped() {
    return new RunState(step + 1, best, bestStep, worse, course, run);
  }

  RunState toward(int steps) {
    return new RunState(step, best, bestStep, worse, course.toward(step, steps), run);
  }

  boolean ended() {
    return step >= course.steps();
  }

  boolean improvesOn(double score) {
    return !Double.isNaN(score) && (best == null || score > best);
  }

  RunState measured(double score) {
    return improvesOn(score)
        ? new RunState(step, score, step, 0, course, run)
        : new RunState(step, best, bestStep, worse + 1, course, run);
  }
}
