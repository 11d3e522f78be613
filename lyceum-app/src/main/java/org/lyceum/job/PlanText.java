// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan as a user reads it. */
record PlanText(RunPlan plan, DistillOptions options, Tasks tasks) {
  private static final double MUCH = 1.1; // beyond the budget
  private static final String SCIFACT = "SciFact";

  @Override
  public String toString() {
    var lines = new ArrayList<String>();
    lines.add(
        "Plan     %s: the teacher embeds %,d texts; the student takes %,d steps of %d texts"
                .formatted(
                    minutes(options.run().minutes()),
                    plan.seconds().teacher() > 0 ? plan.texts() : plan.seen(),
                    plan.length().steps(),
                    plan.batch())
            + " (each seen %.1f times) in %s"
                .formatted(
                    (double) plan.length().steps() * plan.batch() / plan.seen(),
                    plan.precision().name().toLowerCase(Locale.ROOT)));
    lines.add(
        plan.tableSteps() > 0
            ? "         the static companion takes %,d steps".formatted(plan.tableSteps())
            : "         too short for a static companion");
    lines.add("         measured: " + measured());
    var seconds = plan.seconds();
    var learning =
        seconds.teacher() > 0
            ? "teacher %.0f, student %.0f".formatted(seconds.teacher(), seconds.student())
            : "student with its teacher %.0f".formatted(seconds.student());
    lines.add(
        "         seconds: start %.0f, %s, static %.0f, measuring %.0f;"
                .formatted(seconds.start(), learning, seconds.table(), seconds.measuring())
            + " memory: about %.1f GB".formatted(plan.memory() / 1e9));
    if (seconds.all() > MUCH * 60 * options.run().minutes()) {
      lines.add(
          "         this will take about %s: the least that can be done takes longer than was asked"
              .formatted(minutes(Math.round(seconds.all() / 6) / 10.0)));
    }
    return String.join(System.lineSeparator(), lines);
  }

  /** What is measured, in words. */
  String measured() {
    var full = names(plan.measured().full());
    var int8 = names(plan.measured().int8());
    if (full.isEmpty()) {
      return "speed and size alone; more minutes leave time for quality";
    }
    return String.join(", ", full)
        + (int8.equals(full) ? "" : "; int8: " + String.join(", ", int8))
        + (tasks.scifact().isPresent() && !full.contains(SCIFACT)
            ? "; SciFact needs more minutes"
            : "");
  }

  private List<String> names(Tasks.Chosen chosen) {
    var names = new ArrayList<String>();
    if (chosen.sts()) {
      names.add("STS12 and STS13");
    }
    if (chosen.retrieval()) {
      names.add("held-out retrieval");
    }
    if (chosen.scifact() && tasks.scifact().isPresent()) {
      names.add(SCIFACT);
    }
    return names;
  }

  private static String minutes(double value) {
    var number = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    return number + (value == 1 ? " minute" : " minutes");
  }
}
