// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lyceum.tensor.DataException;

/** The physical memory that this process has, which Linux tells. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /** {@return whether the system tells} */
  public static boolean isKnown() {
    return Files.exists(STATUS);
  }

  /**
   * {@return resident bytes of this process}
   *
   * @throws DataException if the system does not tell
   */
  public static long bytes() {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow(() -> new DataException(STATUS, "must have a line VmRSS"));
    } catch (IOException e) {
      throw new DataException(STATUS, "must say how much memory the process has: " + e, e);
    }
  }
}
