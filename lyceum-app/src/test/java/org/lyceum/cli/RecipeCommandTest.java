// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeCommandTest {
  @TempDir Path folder;

  @Test
  void listsAndShowsWhatIsPublished() {
    var outcomes = Path.of("..", "outcomes").toString();
    var list = CommandRun.of("recipe", "list", "--outcomes", outcomes);
    assertThat(list.out())
        .contains("20-tte-depth          10 of 13 measured, 7 by definition  Statistical");
    var show = CommandRun.of("recipe", "show", "20", "--outcomes", outcomes);
    assertThat(show.out())
        .contains(
            "20. Statistical Depth",
            "NOT held",
            "held     ",
            "claims that held: 10 of 13 measured, 7 by",
            "lyceum recipe run 20 --full");
    var never = CommandRun.of("recipe", "show", "20", "--outcomes", folder.toString());
    assertThat(never.out()).contains("No outcome in ");
  }

  @Test
  void runsATrialThatWritesNothing() {
    var run =
        CommandRun.of(
            "recipe", "run", "20", "--smoke", "--seeds", "1", "--output", folder.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("claims that held: [0-9]+ of 13 measured, 7 by definition; ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(CommandRun.of("recipe").err()).contains("give list, show or run");
    var unknown = CommandRun.of("recipe", "run", "99");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no recipe '99'; known: ");
    assertThat(CommandRun.of("recipe", "run", "20", "--seeds", "0").err())
        .contains("seeds must be 1 or more, got 0");
    assertThat(CommandRun.of("recipe", "run", "20", "--smoke", "--full").code()).isEqualTo(2);
  }
}
