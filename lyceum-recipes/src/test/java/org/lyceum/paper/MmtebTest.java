// SPDX-License-Identifier: Apache-2.0
package org.lyceum.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.embed.Embedder;
import org.lyceum.task.Card;
import org.lyceum.task.Retrieval;
import org.lyceum.task.Text;
import org.lyceum.tensor.Seed;

class MmtebTest {
  @TempDir Path folder;

  @Test
  void runsAtTrialSizeAndWhatFollowsFromDefinitionsHolds() {
    var outcome = Trials.smoke(new Mmteb(), folder);
    assertThat(outcome.verdicts()).hasSize(20);
    assertThat(outcome.verdicts().subList(0, 12)).allMatch(verdict -> verdict.holds());
    assertThat(outcome.verdicts())
        .filteredOn(verdict -> verdict.claim().contains("leaves out 30 of 100 documents"))
        .allMatch(verdict -> verdict.holds());
  }

  /** What a model found itself could not change its own first ten: no claim on it could fail. */
  @Test
  void measuresNoneOfTheModelsThatChooseHardNegatives() {
    try (var lab = Trials.lab(folder)) {
      var stage = Mmteb.Stage.of(lab);
      assertThat(stage.searchers()).hasSize(2);
      assertThat(prints(stage.searchers())).doesNotContainAnyElementsOf(prints(stage.models()));
    }
  }

  private static List<String> prints(List<Embedder> models) {
    return models.stream().map(Embedder::fingerprint).toList();
  }

  /** Means 30 before; 32 among hard negatives, 40 among as many that were drawn. */
  @Test
  void saysHowFarFewerDocumentsRaiseScores() {
    var cut =
        new Mmteb.Cut(
            new double[] {40, 30, 20}, new double[] {43, 31, 22}, new double[] {50, 40, 30}, 50);
    assertThat(cut.rise(0)).isEqualTo(3);
    assertThat(cut.rise()).isEqualTo(2);
    assertThat(cut.randomRise()).isEqualTo(10);
    assertThat(cut.agreement()).isCloseTo(1, within(1e-9));
  }

  @Test
  void drawsAsManyDocumentsWithTheRelevantOnesAmongThem() {
    var card =
        new Card(
            "draw-v1", Card.Kind.RETRIEVAL, "ndcg_at_10", Set.of(Locale.ENGLISH), "s", "l", "c");
    var documents = IntStream.range(0, 20).mapToObj(i -> new Text("d" + i, "text " + i)).toList();
    var whole =
        new Retrieval(
            card, List.of(new Text("q", "text")), documents, Map.of("q", Map.of("d7", 1, "d9", 1)));
    var drawn = Mmteb.Cut.drawn(whole, 5, new Seed(1));
    assertThat(drawn.documents()).hasSize(5).extracting(Text::id).contains("d7", "d9");
    assertThat(Mmteb.Cut.drawn(whole, 5, new Seed(2)).documents()).isNotEqualTo(drawn.documents());
  }
}
