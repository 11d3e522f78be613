// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.ArrayList;
import java.util.List;

/** Where a value lies: an axis laid from one pixel to another. */
record Scale(Axis axis, Axis.Range range, double from, double to) {
  double at(double value) {
    double low = axis.forward(range.min());
    double high = axis.forward(range.max());
    return from + (axis.forward(value) - low) / (high - low) * (to - from);
  }

  boolean covers(double value) {
    return value >= range.min() && value <= range.max();
  }

  /** Round values to mark, about as many as wanted. */
  List<Double> ticks(int wanted) {
    return axis.log() ? ratios(wanted) : steps(wanted);
  }

  /** The distance of round values: 1, 2 or 5 times a power of ten. */
  private double step(int wanted) {
    double rough = (range.max() - range.min()) / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double lead = rough / power;
    return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
  }

  private List<Double> steps(int wanted) {
    double step = step(wanted);
    var ticks = new ArrayList<Double>();
    for (long i = (long) Math.ceil(range.min() / step - 1e-9);
        i * step <= range.max() + step * 1e-9;
        i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private List<Double> ratios(int wanted) {
    double decades = Math.log10(range.max() / range.min());
    int[] leads =
        decades > wanted / 1.5
            ? new int[] {1}
            : decades > wanted / 3.0 ? new int[] {1, 3} : new int[] {1, 2, 5};
    var ticks = new ArrayList<Double>();
    for (int power = (int) Math.floor(Math.log10(range.min()));
        power <= Math.log10(range.max());
        power++) {
      for (int lead : leads) {
        double tick = lead * Math.pow(10, power);
        if (covers(tick)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /** A tick in words, with as many digits as the distance of ticks needs. */
  String name(double tick, int wanted) {
    if (axis.log() || Math.abs(tick) >= 10_000) {
      return Numbers.compact(tick);
    }
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step(wanted)) + 1e-9));
    return Numbers.fixed(tick == 0 ? 0 : tick, digits).replace('-', '\u2212');
  }
}
