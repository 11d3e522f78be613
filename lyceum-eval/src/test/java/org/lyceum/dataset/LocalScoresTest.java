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
    "cacm, 38.43",
  })
  void scoresAreThoseKnown(String id, double wanted) {
    var set = DataSets.named(id);
    var data = DataFolder.find();
    set.missing(data).ifPresent(file -> abort("skipped: there is no " + file));
    var scores = set.open(data.orElseThrow()).score(embedder);
    assertThat(scores.percent()).isCloseTo(wanted, within(0.05));
  }
}
