// SPDX-License-Identifier: Apache-2.0
package org.lyceum.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.alloprof.AlloprofSample;
import org.lyceum.recipe.Claim;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;

class AlloprofQuestionsTest {
  @TempDir Path folder;

  @Test
  void runsAtTrialSizeAndReadsEachLinkOfTheSample() {
    var outcome = Trials.smoke(new AlloprofQuestions(), folder);
    assertThat(outcome.verdicts()).hasSize(14);
    assertThat(outcome.verdicts().subList(0, 9)).allMatch(verdict -> verdict.holds());
    // trained models stay: the second run only reads them
    assertThat(folder.resolve("lab")).isDirectoryContaining("glob:**");
    assertThat(Trials.smoke(new AlloprofQuestions(), folder).verdicts())
        .isEqualTo(outcome.verdicts());
    assertThat(outcome.data()).containsExactly("alloprof-sample");
  }

  @Test
  void asksTheQuestionsOfTheDataSetWhereItIsThere() throws IOException {
    AlloprofSample.writeTo(folder.resolve("data/alloprof"));
    var outcome = Trials.smoke(new AlloprofQuestions(), folder, folder.resolve("data"));
    assertThat(outcome.data()).containsExactly("alloprof-sample", "alloprof-v1");
    assertThat(outcome.verdicts()).hasSize(14);
    assertThat(outcome.verdicts())
        .filteredOn(verdict -> verdict.claim().startsWith("fine-tuning"))
        .flatExtracting(verdict -> verdict.ours())
        .hasSize(2)
        .allMatch(figure -> Double.isFinite(figure));
    // it is these files that are read
    var pages = folder.resolve("data/alloprof/pages/page-content-fr.json");
    Files.writeString(pages, "{");
    assertThatThrownBy(() -> Trials.smoke(new AlloprofQuestions(), folder, folder.resolve("data")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(pages.toString());
  }

  @Test
  void asksThatPIsBelowTheLevelWithEachSeed() {
    try (var lab = Trials.lab(folder)) {
      assertThat(new AlloprofQuestions().claims(lab))
          .filteredOn(claim -> claim.text().contains("p of a randomization test"))
          .singleElement()
          .isInstanceOfSatisfying(
              Claim.Below.class, claim -> assertThat(claim.bound()).isEqualTo(0.05));
    }
  }

  @Test
  void changesAboutOneWordInSeven() {
    var typos = AlloprofQuestions.typos(new Seed(3).stream("typos"));
    var text = "les élèves regardent souvent une leçon pour étudier ".repeat(200).strip();
    var changed = typos.apply(text);
    var before = text.split(" ", -1);
    var after = changed.split(" ", -1);
    assertThat(after).hasSameSizeAs(before);
    int differ = 0;
    for (int i = 0; i < before.length; i++) {
      differ += before[i].equals(after[i]) ? 0 : 1;
    }
    assertThat(differ / (double) before.length).isBetween(0.08, 0.17);
    assertThat(changed).contains("étudié").contains("lecon");
  }
}
