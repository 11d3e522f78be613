// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimilarityCommandTest {
  private static final String MODEL = "minilm-l6";

  @TempDir Path folder;

  @Test
  void runsTheExampleOfItsHelp() {
    var run = CommandRun.example("similarity");
    assertThat(run.code()).as(run.err()).isZero();
    var rows = run.out().lines().map(line -> List.of(line.split("\t", -1))).toList();
    assertThat(rows).hasSize(3).allMatch(row -> row.size() == 3);
    double puppy = Double.parseDouble(rows.get(0).get(1));
    assertThat(rows.get(0).get(0)).isEqualTo("1.0000");
    assertThat(puppy).isGreaterThan(0.5).isLessThan(0.99);
    assertThat(Double.parseDouble(rows.get(0).get(2))).isLessThan(puppy);
    assertThat(rows.get(1).get(0)).isEqualTo(rows.get(0).get(1));
  }

  @Test
  void printsOneNumberForTwoTextsAndOneALineForPairs() throws IOException {
    var two = CommandRun.of("similarity", MODEL, "a dog", "a puppy");
    Path pairs = Files.writeString(folder.resolve("pairs.tsv"), "a dog\ta puppy\nsame\tsame\n");
    var run = CommandRun.of("similarity", MODEL, "--pairs", pairs.toString());
    assertThat(run.out()).isEqualTo(two.out() + "1.0000\n");
  }

  @Test
  void comparesWithRoutersToo() {
    String router = CommandRun.golden("folders/st6/router");
    var run = CommandRun.of("similarity", router, "a small dog", "a small dog");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("1.0000\n");
    var sparse = CommandRun.golden("folders/st6/splade");
    var refused = CommandRun.of("similarity", sparse, "one", "two");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("is a sparse model").hasLineCount(1);
  }

  @Test
  void refusesWhatCannotBeCompared() throws IOException {
    assertThat(CommandRun.of("similarity", MODEL, "one").code()).isEqualTo(2);
    assertThat(CommandRun.of("similarity", MODEL, "one").err())
        .contains("give two texts or more, or --pairs; got 1 text");
    Path pairs = Files.writeString(folder.resolve("pairs.tsv"), "a\tb\nc\n");
    var run = CommandRun.of("similarity", MODEL, "--pairs", pairs.toString());
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("pairs.tsv:2: a line must have two texts with a tab");
  }
}
