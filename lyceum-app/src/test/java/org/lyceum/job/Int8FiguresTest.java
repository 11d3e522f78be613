// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lyceum.quantization.Int8Exporter;

class Int8FiguresTest {
  private static final Int8Figures FIGURES =
      Int8Figures.of(
          new Int8Exporter.Fidelity(0.99921, 0.9978, 200, 0),
          row("student", new Row.Quality(72.37, null, 80.6, 14.4, 59.946), 400, 91_000_000),
          row("student-int8", new Row.Quality(72.31, null, 80.65, null, 59.964), 1000, 59_000_000));

  private static Row row(String name, Row.Quality quality, double speed, long bytes) {
    return new Row(name, quality, new Row.Cost(2 * speed, speed, bytes, null));
  }

  @Test
  void compareScoresByDifferenceAndCostsByRatio() {
    assertThat(FIGURES.markdown())
        .startsWith("## 8-bit graph\n")
        .contains(
            "0.9992 mean, 0.9978 least, of 200 texts",
            "| STS12, Spearman | 72.37 | 72.31 | -0.06 |",
            "| SciFact nDCG@10 | 59.95 | 59.96 | +0.01 |", // of figures that differ by 0.018
            "| STS13, Spearman | 80.60 | 80.65 | +0.05 |",
            "| texts per CPU-second | 400 | 1,000 | 2.50 times |",
            "| MB, tokenizer included | 91.0 | 59.0 | 0.65 times |")
        .doesNotContain("held-out nDCG");
  }

  @Test
  void standAtTheEndOfAModelCard() {
    String card = FIGURES.withSection("# A model\n\n## Use\n\nembed\n");
    assertThat(card).startsWith("# A model\n\n## Use\n\nembed\n\n## 8-bit graph\n");
  }

  @Test
  void takeThePlaceOfOlderOnes() {
    String card = "# A model\n\n## 8-bit graph\n\nold figures\n\n## Use\n\nembed\n";
    assertThat(FIGURES.withSection(card))
        .startsWith("# A model\n\n## Use\n\nembed\n\n## 8-bit graph\n")
        .doesNotContain("old figures");
    assertThat(FIGURES.withSection(FIGURES.withSection(card))).isEqualTo(FIGURES.withSection(card));
  }
}
