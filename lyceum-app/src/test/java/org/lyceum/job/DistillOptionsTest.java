// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.Seed;

class DistillOptionsTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesABudgetOutOfRange(double minutes) {
    assertThatThrownBy(() -> new DistillOptions.Run(minutes, new Seed(1), 1, "auto", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--minutes must lie in 0.5..100000, got " + minutes);
  }

  @Test
  void refusesNoThreadsAndUnknownPrecisions() {
    assertThatThrownBy(() -> new DistillOptions.Run(1, new Seed(1), 0, "auto", false))
        .hasMessageContaining("--threads must be 1 to 1024, got 0");
    assertThatThrownBy(() -> new DistillOptions.Run(1, new Seed(1), 1, "half", false))
        .hasMessageContaining("--precision must be auto, float32 or bfloat16, got 'half'");
  }

  @Test
  void tellAnOptionAmongTheFilesThatThereIsNot() {
    var run = new DistillOptions.Run(1, new Seed(1), 1, "auto", false);
    var corpus = List.of(Path.of("a.txt"), Path.of("--minute"));
    assertThatThrownBy(() -> new DistillOptions("t", "static", corpus, "text", Path.of("out"), run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown option '--minute' behind --corpus");
  }

  @Test
  void sayTheCommandThatMakesTheSameAgain() {
    var run = new DistillOptions.Run(2.5, new Seed(7), 3, "float32", true);
    var options =
        new DistillOptions(
            "e5-small",
            "static",
            List.of(Path.of("a.txt"), Path.of("docs")),
            "body",
            Path.of("out"),
            run);
    assertThat(options.command())
        .isEqualTo(
            "./lyceum distill --teacher e5-small --student static --corpus a.txt docs --field body"
                + " --minutes 2.5 --seed 7 --threads 3 --precision float32");
  }

  @Test
  void nameFilesWithoutTheirFoldersAndQuoteThemForAShell() {
    var run = new DistillOptions.Run(1, new Seed(1), 2, "auto", false);
    var options =
        new DistillOptions(
            "/home/me/models/mine/",
            "layers:1",
            List.of(Path.of("/home/me/it's mine.csv")),
            "page/text",
            Path.of("out"),
            run);
    assertThat(options.command())
        .startsWith(
            "./lyceum distill --teacher mine --student layers:1 --corpus 'it'\\''s mine.csv'")
        .contains(" --field 'page/text' ");
  }
}
