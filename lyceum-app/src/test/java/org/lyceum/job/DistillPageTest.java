// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.Seed;
import org.lyceum.torch.Precision;

class DistillPageTest {
  private static final Row TEACHER =
      new Row(
          "teacher",
          new Row.Quality(70.0, 60.0, 80.0, 12.0, null),
          new Row.Cost(500.0, 250.0, 90_000_000L, 300_000_000L));
  private static final Row STUDENT =
      new Row(
          "student",
          new Row.Quality(68.0, 61.0, 79.0, 9.0, null),
          new Row.Cost(1_000.0, 500.0, 60_000_000L, null));

  private static String html(List<Path> corpus) {
    return html(corpus, Set.of());
  }

  private static String html(List<Path> corpus, Set<Told> told) {
    var run = new DistillOptions.Run(10, new Seed(1), 2, "auto", false);
    var options = new DistillOptions("minilm-l6", "layers:3", corpus, "text", Path.of("out"), run);
    var plan =
        new RunPlan(
            RunPlan.asked(options),
            1_000,
            RunLength.of(100),
            64,
            0,
            Precision.FLOAT32,
            Precision.FLOAT32,
            new RunPlan.Measured(Tasks.Chosen.ALL, Tasks.Chosen.ALL),
            List.of(),
            new RunPlan.Seconds(1, 1, 1, 1, 1),
            new RunPlan.Tempo(0.01, 1),
            1_000_000_000,
            true);
    var table =
        new Table("minilm-l6", "layers:3", run, 1_000, 9.5, List.of(TEACHER, STUDENT), List.of());
    var curve = new TrainingCurve(new double[] {10, 20}, new double[] {2, 1});
    var origin = new DistillPage.Origin("layers:0,2,5", "a corpus", told, options.command());
    return new DistillPage(table, plan, curve, Optional.empty(), origin).page().html();
  }

  @Test
  void saysWhatTheStudentWasToldBesideTheVectors() {
    assertThat(html(List.of(), EnumSet.of(Told.LABELS)))
        .contains("a contrast of texts", "It was told too which definition")
        .doesNotContain("It was told too which state");
    assertThat(html(List.of(), EnumSet.of(Told.TOKENS)))
        .contains("; the states of all tokens", "It was told too which state")
        .doesNotContain("a contrast of texts");
    assertThat(html(List.of())).doesNotContain("It was told");
  }

  @Test
  void saysWhatIsNotHeldOutOfWordNet() {
    assertThat(html(List.of())).contains(DistillPage.HELD_OUT_OF_WORDNET);
    assertThat(html(List.of(Path.of("WordNet")))).doesNotContain(DistillPage.HELD_OUT_OF_WORDNET);
  }

  @Test
  void saysSoAsTheReadmeDoes() throws IOException {
    var readme = Files.readString(Path.of("../README.md")).replaceAll("\\s+", " ");
    assertThat(readme).contains(DistillPage.HELD_OUT_OF_WORDNET);
  }
}
