// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system says of its processor. */
final class Processor {
  private static final Path FILE = Path.of("/proc/cpuinfo");

  private Processor() {}

  /** {@return its name} */
  static String name() {
    return value("model name", System.getProperty("os.arch", "unknown"));
  }

  /** {@return whether it multiplies in bfloat16} */
  static boolean hasBf16() {
    return value("flags", "").contains("bf16");
  }

  private static String value(String key, String otherwise) {
    try {
      return Files.readAllLines(FILE).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }
}
