// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import org.lyceum.dataset.DataCard;
import org.lyceum.dataset.DataCards;
import picocli.CommandLine.Parameters;

/** The data set that a command works with. */
final class DataSetParameter {
  @Parameters(paramLabel = "ID", description = "A data set of 'lyceum data list', or a task.")
  String id = "";

  /** Its card. */
  DataCard card() {
    return DataCards.named(id);
  }
}
