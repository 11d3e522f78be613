// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import org.lyceum.train.TrainListener;

/** Shows a run as progress with its loss, averaged over the last steps. */
final class ConsoleListener implements TrainListener {
  private static final double MEMORY = 0.97;

  private final String what;
  private final Console console;
  private double loss = Double.NaN;

  ConsoleListener(String what, Console console) {
    this.what = what;
    this.console = console;
  }

  @Override
  public void stepped(Step step) {
    loss = Double.isNaN(loss) ? step.loss() : MEMORY * loss + (1 - MEMORY) * step.loss();
    console.progress(what, step.step(), step.steps(), "loss %.4f".formatted(loss));
  }

  @Override
  public void warned(String message) {
    console.say("Warning  %s".formatted(message));
  }

  @Override
  public void saved(int step, boolean resumed) {
    if (resumed) {
      console.say("Resumed  %s at step %,d".formatted(what, step));
    }
  }
}
