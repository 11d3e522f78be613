// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.tensor.DataException;

class OutcomeTest {
  private static final Paper PAPER = new Paper(7, "a-paper", "A paper", "Who 2026", 3, "About.");

  @TempDir Path folder;

  private static Outcome outcome(boolean holds) {
    var verdict =
        new Verdict("b", "beats", holds, 2, List.of(1.0, 2.0), List.of(4.0, 4.5), 0.25, "says");
    return new Outcome(
        PAPER.id(),
        3,
        "a hash",
        true,
        List.of(1L, 2L),
        List.of(verdict),
        "c",
        12,
        Map.of("java", "25"),
        List.of("debian-packages-v1"));
  }

  @Test
  void isReadAsItWasWritten() {
    var file = Outcome.file(folder, PAPER);
    outcome(true).write(file);
    assertThat(file.getFileName()).hasToString("07-a-paper.json");
    assertThat(Outcome.read(file)).isEqualTo(outcome(true));
  }

  @Test
  void readsThoseThatSayNeitherSourceNorData() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("old.json"), "{\"paper\": \"07-a-paper\", \"verdicts\": [{}]}");
    assertThat(Outcome.read(file).source()).isEmpty();
    assertThat(Outcome.read(file).data()).isEmpty();
  }

  @Test
  void isOfARecipeWhoseVersionAndSourceItHas() {
    var now = Catalogue.all().getFirst();
    var paper = now.paper();
    assertThat(of(paper.id(), paper.version(), RecipeSource.hash(now)).isOf(now)).isTrue();
    assertThat(of(paper.id(), paper.version() + 1, RecipeSource.hash(now)).isOf(now)).isFalse();
    assertThat(of(paper.id(), paper.version(), "another hash").isOf(now)).isFalse();
    assertThat(of("07-a-paper", paper.version(), RecipeSource.hash(now)).isOf(now)).isFalse();
  }

  private static Outcome of(String paper, int version, String source) {
    return new Outcome(
        paper, version, source, true, List.of(1L), List.of(), "c", 1, Map.of(), List.of());
  }

  @Test
  void refusesWhatIsNoOutcome() throws IOException {
    var file = Files.writeString(folder.resolve("x.json"), "{");
    assertThatThrownBy(() -> Outcome.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not an outcome");
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> Outcome.read(file)).hasMessageContaining("a paper and verdicts");
  }

  @Test
  void showsInItsTableWhatDidNotHold() {
    var recipe =
        new Recipe() {
          @Override
          public Paper paper() {
            return PAPER;
          }

          @Override
          public List<Claim> claims(Lab lab) {
            return List.of();
          }
        };
    assertThat(OutcomeTable.of(List.of(recipe), folder)).contains("| not run yet |");
    outcome(false).write(Outcome.file(folder, PAPER));
    assertThat(OutcomeTable.of(List.of(recipe), folder))
        .contains(
            "| 7. A paper (Who 2026) | [0 of 1 measured](outcomes/07-a-paper.json) | b | `c` |");
  }

  @Test
  void aPaperNeedsWhatATableShows() {
    assertThatThrownBy(() -> new Paper(55, "x", "t", "s", 1, "a")).hasMessageContaining("1 to 54");
    assertThatThrownBy(() -> new Paper(5, "X y", "t", "s", 1, "a")).hasMessageContaining("kebab");
    assertThatThrownBy(() -> new Paper(5, "x", "t", " ", 1, "a")).hasMessageContaining("source");
  }
}
