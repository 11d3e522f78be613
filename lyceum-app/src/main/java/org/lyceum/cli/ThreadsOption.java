// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import picocli.CommandLine.Option;

/** How many threads a command computes with. */
final class ThreadsOption {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute. Default: all processors.")
  int count = Runtime.getRuntime().availableProcessors();
}
