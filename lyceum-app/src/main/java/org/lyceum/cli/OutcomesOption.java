// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where outcomes of papers are looked for. */
final class OutcomesOption {
  @Option(
      names = "--outcomes",
      paramLabel = "DIR",
      defaultValue = "outcomes",
      description = "The folder of outcomes (${DEFAULT-VALUE}).")
  Path folder = Path.of("");
}
