// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Embedders;
import org.lyceum.learner.LogisticRegression;
import org.lyceum.protocol.Classification;
import org.lyceum.protocol.Outcome;
import org.lyceum.task.ClassificationTask;
import org.lyceum.task.Task;

/** all-MiniLM-L6-v2 gets on each set what was published, or what was measured on these files. */
@Tag("data")
class LocalScoresTest {
  private static final String MODEL = "minilm-l6";
  private static final Map<String, Outcome> OUTCOMES = new HashMap<>(); // of tasks that are done

  private static Embedder embedder;

  @BeforeAll
  static void open() {
    embedder = Embedders.open(MODEL);
  }

  @AfterAll
  static void close() {
    embedder.close();
    OUTCOMES.clear();
  }

  static Stream<KnownScore> known() {
    return KnownScore.all().stream().filter(known -> known.model().equals(MODEL));
  }

  @ParameterizedTest
  @MethodSource("known")
  void scoresAreThoseKnown(KnownScore known) {
    var outcome = OUTCOMES.computeIfAbsent(known.task(), id -> task(id).score(embedder));
    double here = 100 * outcome.of(known.measure());
    assertThat(known.agreesWith(here))
        .as(
            "%s %s is %.2f here and %.2f elsewhere",
            known.task(), known.measure(), here, known.percent())
        .isEqualTo(known.comesOut());
  }

  /** A regression on all 701 examples, where the task itself has 8 of each class. */
  @ParameterizedTest
  @CsvSource({"eng, 87.25", "fra, 72.55", "deu, 62.75", "swh, 47.55"})
  void topicsAreLearnedAsWellAsElsewhere(String language, double wanted) {
    var task = (ClassificationTask) task("SIB200Classification-" + language);
    var all = new Classification(Integer.MAX_VALUE, 1, LogisticRegression.USUAL, "accuracy");
    var outcome =
        new ClassificationTask(task.card(), task.train(), task.test(), all).score(embedder);
    assertThat(outcome.percent()).isCloseTo(wanted, within(1.0));
  }

  private static Task task(String id) {
    var set = DataSets.named(id);
    var folders = DataFolders.find();
    return set.open(folders.holding(set).orElseGet(() -> abort("skipped: " + folders.remedy(set))));
  }
}
