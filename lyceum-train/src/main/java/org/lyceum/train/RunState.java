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
 * @param run hash of its {@link RunIdentity}; a run resumes only itself
 */
record RunState(int step, @Nullable Double best, int bestStep, int worse, String run) {
  static RunState start(String run) {
    return new RunState(0, null, 0, 0, run);
  }

  RunState stepped() {
    return new RunState(step + 1, best, bestStep, worse, run);
  }

  boolean improvesOn(double score) {
    return !Double.isNaN(score) && (best == null || score > best);
  }

  RunState measured(double score) {
    return improvesOn(score)
        ? new RunState(step, score, step, 0, run)
        : new RunState(step, best, bestStep, worse + 1, run);
  }
}
