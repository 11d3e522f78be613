// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.dataset.DataSets;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.tensor.DataException;

class EvaluateJobTest {
  /** In the repository. */
  private static final Path TABLE =
      Path.of("../lyceum-embed/src/test/resources/golden/folders/old/static");

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  private final Console console =
      new Console() {
        @Override
        public void say(String line) {
          said.add(line);
        }

        @Override
        public void progress(String what, long done, long total, String figures) {}
      };

  private List<EvaluateJob.Measured> run(String... tasks) {
    var job =
        new EvaluateJob(folder.resolve("results"), EmbedderOptions.DEFAULT, console, () -> false);
    var wanted =
        List.of(tasks).stream()
            .map(task -> new EvaluateJob.Wanted(DataSets.named(task), folder))
            .toList();
    var model = new Subject.Local(TABLE.toString());
    return job.run(List.of(model, model), wanted);
  }

  @Test
  void leavesATaskOutWhoseDataAreWrongForEveryModel() {
    // the folder is empty, but STS13 comes with the program
    var measured = run("SciFact", "STS13");
    assertThat(measured).hasSize(2);
    for (var model : measured) {
      assertThat(model.scores()).extracting(EvaluateJob.Score::task).containsExactly("STS13");
    }
    assertThat(said).filteredOn(line -> line.startsWith("SciFact is left out: ")).hasSize(1);
    assertThat(folder.resolve("results")).isDirectoryRecursivelyContaining("glob:**STS13.json");
  }

  @Test
  void failsWhereTheOnlyTaskCannotBeMeasured() {
    assertThatThrownBy(() -> run("SciFact")).isInstanceOf(DataException.class);
    assertThat(said).noneMatch(line -> line.contains("is left out"));
  }
}
