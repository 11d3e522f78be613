// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.MissingResourceException;
import org.jspecify.annotations.Nullable;
import org.lyceum.dataset.FolderData;
import org.lyceum.dataset.TaskType;
import org.lyceum.job.EvaluateJob;
import picocli.CommandLine.Option;

/** A folder of the user's that is measured on. */
final class DataOptions {
  private static final String UNKNOWN = "und";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Instead: a folder of your own as a task of its name, in the format of BEIR, mteb,"
              + " Hugging Face or TREC: JSON lines, CSV, TSV or Parquet, also .gz.")
  @Nullable Path folder;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description =
          "What --data is: sts, retrieval, reranking, instruction, classification, multilabel,"
              + " regression, clustering, pairs, bitext, zero-shot or summarization.")
  String type = "";

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "The language of --data, such as de, for the result (${DEFAULT-VALUE}).")
  String language = UNKNOWN;

  /** Whether there is one. */
  boolean isGiven() {
    if (folder == null && !type.isEmpty()) {
      throw new IllegalArgumentException(
          "--type goes with --data, the folder that it says more of");
    }
    return folder != null;
  }

  /** The task that it is; tells what is left out of it. */
  EvaluateJob.Wanted read(PrintWriter err) {
    if (folder == null || type.isEmpty()) {
      throw new IllegalArgumentException(
          "--data needs --type, one of %s".formatted(TaskType.labels()));
    }
    var read = FolderData.read(folder, TaskType.named(type), locale());
    for (var note : read.notes()) {
      err.printf("lyceum: %s: %s%n", folder, note);
    }
    return new EvaluateJob.Wanted(read.set(), folder);
  }

  private Locale locale() {
    var locale = language.equals(UNKNOWN) ? Locale.of(UNKNOWN) : Locale.forLanguageTag(language);
    try {
      if (!locale.getISO3Language().isEmpty()) {
        return locale;
      }
    } catch (MissingResourceException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "--language must be a code such as de, pt-BR or zho, got '%s'".formatted(language));
  }

  /** As words of a command, without the folders above. */
  String words() {
    return "--data %s --type %s"
        .formatted(folder == null ? "" : String.valueOf(folder.getFileName()), type);
  }
}
