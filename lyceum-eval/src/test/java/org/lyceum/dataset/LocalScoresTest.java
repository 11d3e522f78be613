// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Embedders;
import org.lyceum.protocol.Outcome;

/** all-MiniLM-L6-v2 gets on each set what was published, or what was measured on these files. */
@Tag("data")
class LocalScoresTest {
  private static Embedder embedder;

  @BeforeAll
  static void open() {
    embedder = Embedders.open("minilm-l6");
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @ParameterizedTest
  @CsvSource({
    "sts14, 75.60",
    "sts15, 85.39",
    "sts16, 78.99",
    "stsb-en, 82.03",
    "biosses, 81.25",
    "cranfield, 37.36",
    "medline, 78.75",
    "vaswani, 43.35",
    "medical-abstracts, 54.05",
  })
  void scoresAreThoseKnown(String id, double wanted) {
    assertThat(outcome(id).percent()).isCloseTo(wanted, within(0.05));
  }

  /** Of draws or k-means, which differ by chance. */
  @ParameterizedTest
  @CsvSource({
    "banking77, 79.97, 1.0",
    "stackoverflow-titles, 69.23, 2.0",
  })
  void scoresOfDrawsAreNearThoseKnown(String id, double wanted, double deviation) {
    assertThat(outcome(id).percent()).isCloseTo(wanted, within(deviation));
  }

  @ParameterizedTest
  @CsvSource({
    "mrpc, cosine_ap, 83.69",
    "mrpc, cosine_accuracy, 72.52",
    "covid-faq-en, cosine_ap, 95.58",
    "tatoeba-deu-eng, accuracy, 8.60",
    "tatoeba-fra-eng, accuracy, 8.60",
  })
  void othersOfItsMeasuresAreThoseKnown(String id, String measure, double wanted) {
    assertThat(100 * outcome(id).of(measure)).isCloseTo(wanted, within(0.05));
  }

  private static Outcome outcome(String id) {
    var set = DataSets.named(id);
    var folders = DataFolders.find();
    var data = folders.holding(set).orElseGet(() -> abort("skipped: " + folders.remedy(set)));
    return set.open(data).score(embedder);
  }
}
