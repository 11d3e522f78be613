// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lyceum.embed.Embedder;

/**
 * How fast a model embeds.
 *
 * @param textsPerSecond on this machine, with all its threads
 * @param textsPerCpuSecond per second of one processor
 */
record Speed(double textsPerSecond, double textsPerCpuSecond) {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /**
   * How long the speed of a model is measured.
   *
   * @param rounds in which all models have their turn; an odd number
   * @param seconds of a turn, at least
   */
  record Effort(int rounds, double seconds) {
    /** A fiftieth of a run for each model, and no more than about four seconds. */
    static Effort within(double minutes) {
      return minutes < 3 ? new Effort(3, 0.4 * minutes) : new Effort(7, 0.6);
    }

    /** Seconds for some models. */
    double seconds(int models) {
      return models * rounds * seconds;
    }
  }

  /**
   * {@return the speeds of models on the same texts, each the median of some rounds in which all
   * take their turn: what else the machine does then slows all of them alike}
   *
   * @param embedders the models
   * @param texts a few hundred
   * @param effort how often and how long
   */
  static List<Speed> sideBySide(List<Embedder> embedders, List<String> texts, Effort effort) {
    var all = new ArrayList<List<Speed>>();
    embedders.forEach(embedder -> all.add(new ArrayList<>()));
    for (int round = 0; round < effort.rounds; round++) {
      for (int i = 0; i < embedders.size(); i++) {
        all.get(i).add(of(embedders.get(i), texts, effort.seconds));
      }
    }
    return all.stream().map(Speed::median).toList();
  }

  private static Speed median(List<Speed> speeds) {
    return speeds.stream()
        .sorted(Comparator.comparingDouble(Speed::textsPerCpuSecond))
        .toList()
        .get(speeds.size() / 2);
  }

  /**
   * {@return the speed on some texts, which are embedded once unmeasured and then again and again}
   *
   * @param embedder the model
   * @param texts a few hundred
   * @param seconds at least so long
   */
  static Speed of(Embedder embedder, List<String> texts, double seconds) {
    embedder.embed(texts.subList(0, Math.min(64, texts.size())));
    long wall = System.nanoTime();
    long cpu = PROCESS.getProcessCpuTime();
    long count = 0;
    do {
      embedder.embed(texts);
      count += texts.size();
    } while ((System.nanoTime() - wall) / 1e9 < seconds);
    return new Speed(
        count / ((System.nanoTime() - wall) / 1e9),
        count / ((PROCESS.getProcessCpuTime() - cpu) / 1e9));
  }
}
