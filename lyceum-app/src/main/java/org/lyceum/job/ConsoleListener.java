// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayDeque;
import org.lyceum.train.TrainListener;

/** Shows a run as progress with its loss, averaged over the last steps. */
final class ConsoleListener implements TrainListener {
  private static final int LEAST = 5; // steps of which the mean is shown, and a tenth of a long run

  private final String what;
  private final Console console;
  private final ArrayDeque<Double> losses = new ArrayDeque<>();

  ConsoleListener(String what, Console console) {
    this.what = what;
    this.console = console;
  }

  @Override
  public void stepped(Step step) {
    losses.add(step.loss());
    if (losses.size() > Math.max(LEAST, step.steps() / 10)) {
      losses.remove();
    }
    double mean = losses.stream().mapToDouble(Double::doubleValue).average().orElse(step.loss());
    console.progress(what, step.step(), step.steps(), "loss %.4f".formatted(mean));
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
