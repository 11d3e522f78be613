// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import org.lyceum.data.Corpus;
import picocli.CommandLine.Option;

/** Where the text of a row is. */
final class FieldOption {
  @Option(
      names = "--field",
      paramLabel = "NAME",
      description = "The field of .jsonl and .csv files that holds the text (${DEFAULT-VALUE}).")
  String name = Corpus.FIELD;
}
