// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
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
