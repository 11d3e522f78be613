// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Seconds of processor time; what others on the machine do does not count. */
final class ProcessorTime {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final double NANO = 1e-9;

  private ProcessorTime() {}

  /** {@return of all threads of this process, garbage collection and compilation included} */
  static double ofProcess() {
    return PROCESS.getProcessCpuTime() * NANO;
  }

  /** {@return of the calling thread} */
  static double ofThread() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * NANO;
  }
}
