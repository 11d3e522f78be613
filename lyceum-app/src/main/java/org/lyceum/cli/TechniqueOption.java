// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.embed.Shot;
import org.lyceum.embed.Technique;
import org.lyceum.folder.Prompt;
import picocli.CommandLine.Option;

/** How a language model that was never trained to embed is asked for vectors. */
final class TechniqueOption {
  private static final List<String> NAMES =
      List.of(
          "prompt-eol",
          "chain-of-thought",
          "knowledge",
          "meta-eol",
          "echo",
          "mean",
          "instruction",
          "in-context");

  @Option(
      names = "--technique",
      paramLabel = "NAME",
      description = {
        "Embed with a language model as it is; a plain folder of transformers is enough. One of:",
        "prompt-eol: the state behind 'This sentence : \"...\" means in one word:\"';",
        "chain-of-thought, knowledge: the same behind more words;",
        "meta-eol: the mean of four such tasks, each of length 1;",
        "echo: the mean over a second copy of the text;",
        "mean: the mean over the text, to compare with;",
        "instruction: the last token behind --task; in-context: behind --shots too; with"
            + " --document without either."
      })
  @Nullable String name;

  @Option(
      names = "--task",
      paramLabel = "TEXT",
      description =
          "With instruction and in-context: what queries want, in one sentence. in-context takes"
              + " that of its last example where this is left out.")
  @Nullable String task;

  @Option(
      names = "--shots",
      paramLabel = "FILE",
      description =
          "With in-context: examples to show first, a JSON object a line with task, query and"
              + " passage.")
  @Nullable Path shots;

  /**
   * The technique, or null where none is asked for.
   *
   * @param prompt the role of the texts; documents stand alone and need no task
   */
  @Nullable Technique value(Prompt prompt) {
    boolean alone = prompt instanceof Prompt.Document;
    String wanted = name == null ? "" : name;
    boolean takesShots = wanted.equals("in-context");
    if (shots != null && !takesShots) {
      throw new IllegalArgumentException("--shots goes with --technique in-context only");
    }
    if (task != null && !takesShots && !wanted.equals("instruction")) {
      throw new IllegalArgumentException(
          "--task goes with --technique instruction or in-context only");
    }
    return switch (wanted) {
      case "" -> null;
      case "prompt-eol" -> Technique.promptEol();
      case "chain-of-thought" -> Technique.chainOfThought();
      case "knowledge" -> Technique.knowledge();
      case "meta-eol" -> Technique.metaEol();
      case "echo" -> Technique.echo();
      case "mean" -> Technique.mean();
      case "instruction" -> instruction(alone);
      case "in-context" -> inContext(alone);
      default ->
          throw new IllegalArgumentException(
              "--technique must be one of %s, got '%s'".formatted(NAMES, name));
    };
  }

  private Technique instruction(boolean alone) {
    if (task == null && alone) {
      return Technique.instruction("");
    }
    if (task == null) {
      throw new IllegalArgumentException(
          "--technique instruction needs --task; say what is wanted");
    }
    return Technique.instruction(task);
  }

  private Technique inContext(boolean alone) {
    if (shots == null && alone) {
      return Technique.instruction(""); // what documents get of both
    }
    if (shots == null) {
      throw new IllegalArgumentException("--technique in-context needs --shots; name the file");
    }
    List<Shot> read = ShotFile.read(shots);
    return Technique.inContext(task == null ? read.getLast().task() : task, read);
  }
}
