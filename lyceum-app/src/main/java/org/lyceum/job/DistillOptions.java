// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.tensor.Seed;

/**
 * What a distillation is asked for.
 *
 * @param teacher name or folder
 * @param student as {@link org.lyceum.distillation.StudentSpec#parse} reads it
 * @param corpus files and folders; empty for WordNet
 * @param field of JSONL and CSV files
 * @param output the folder that is made
 * @param run how long, from which seed, on how many threads
 */
public record DistillOptions(
    String teacher, String student, List<Path> corpus, String field, Path output, Run run) {
  /** The shortest budget in which anything is learned. */
  public static final double FEWEST_MINUTES = 0.5;

  /**
   * How the run is made.
   *
   * @param minutes the budget for everything, measuring included
   * @param seed of every random stream
   * @param threads of teacher and student
   * @param precision {@code auto}, {@code float32} or {@code bfloat16}
   * @param resume whether to go on with an interrupted run
   */
  public record Run(double minutes, Seed seed, int threads, String precision, boolean resume) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Run {
      if (!(minutes >= FEWEST_MINUTES && minutes <= 100_000)) {
        throw new IllegalArgumentException(
            "--minutes must lie in %s..100000, got %s".formatted(FEWEST_MINUTES, minutes));
      }
      if (threads < 1 || threads > EmbedderOptions.MOST_THREADS) {
        throw new IllegalArgumentException(
            "--threads must be 1 to %d, got %d".formatted(EmbedderOptions.MOST_THREADS, threads));
      }
      if (!List.of("auto", "float32", "bfloat16").contains(precision)) {
        throw new IllegalArgumentException(
            "--precision must be auto, float32 or bfloat16, got '%s'".formatted(precision));
      }
    }
  }

  /** Copies the list; a mistyped option among the files is told. */
  public DistillOptions {
    corpus = List.copyOf(corpus);
    for (var path : corpus) {
      if (path.toString().startsWith("--") && !Files.exists(path)) {
        throw new IllegalArgumentException(
            "unknown option '%s' behind --corpus; a file of this name is ./%s"
                .formatted(path, path));
      }
    }
  }

  /**
   * {@return the command line of these options, but for the output; files by their names, since a
   * report travels and the folders of a machine are nobody's business}
   */
  public String command() {
    var words = new ArrayList<String>();
    words.add(
        "./lyceum distill --teacher %s --student %s"
            .formatted(quoted(name(Path.of(teacher))), student));
    if (!corpus.isEmpty()) {
      words.add("--corpus");
      corpus.forEach(path -> words.add(quoted(name(path))));
      words.add("--field " + quoted(field));
    }
    words.add(
        "--minutes %s --seed %d --threads %d --precision %s"
            .formatted(run.minutes, run.seed.value(), run.threads, run.precision));
    return String.join(" ", words);
  }

  private static String name(Path path) {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName());
  }

  /** As a shell reads it. */
  private static String quoted(String word) {
    return word.matches("[\\w.,:=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** {@return where everything is until it is whole} */
  public Path work() {
    var name = output.toAbsolutePath().normalize().getFileName();
    return output.toAbsolutePath().normalize().resolveSibling(name + ".partial");
  }
}
