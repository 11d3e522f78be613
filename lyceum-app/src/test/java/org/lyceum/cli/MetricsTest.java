// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {
  /** q1: b and c are relevant, c twice as much; q2 is not in the run, q3 not judged. */
  private static final String QRELS = "q1 0 a 0\nq1 0 b 1\nq1 0 c 2\nq2 0 a 1\n";

  private static final String RUN =
      "q1 Q0 a 1 0.9 x\nq1 Q0 c 2 0.5 x\nq1 Q0 b 3 0.5 x\nq3 Q0 a 1 1 x\n";

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("qrels.txt"), QRELS);
    Files.writeString(folder.resolve("run.txt"), RUN);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void doesWhatItsHelpShows() throws IOException {
    var others = Map.of("qrels.txt", path("qrels.txt"), "run.txt", path("run.txt"));
    var run = CommandRun.example("metrics", others);
    assertThat(run.code()).as(run.err()).isZero();
    var json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("num_q").asInt()).isEqualTo(1);
    // c before b, whose score is the same: ranks 2 and 3 of a, c, b
    double best = 2 + 1 / (Math.log(3) / Math.log(2));
    double found = 2 / (Math.log(3) / Math.log(2)) + 1 / 2.0;
    assertThat(json.at("/per_query/q1/ndcg").asDouble()).isCloseTo(found / best, within(1e-12));
    assertThat(json.at("/aggregated/map").asDouble())
        .isCloseTo((1 / 2.0 + 2 / 3.0) / 2, within(1e-12));
    assertThat(run.err())
        .isEqualTo(
            """
            lyceum: queries without judgments: 1, left out
            lyceum: queries that the run does not have: 1, left out
            """);
  }

  @Test
  void printsTheLinesOfTrecEval() {
    var run = CommandRun.of("metrics", path("qrels.txt"), path("run.txt"), "-q", "--complete");
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .contains(
            "num_q                 \tall\t2",
            "num_rel               \tall\t3",
            "recip_rank            \tq1\t0.5000",
            "recip_rank            \tq2\t0.0000",
            "recip_rank            \tall\t0.2500");
  }

  @Test
  void countsARelevantDocumentFromALevelOn() {
    var run = CommandRun.of("metrics", path("qrels.txt"), path("run.txt"), "-l", "2");
    assertThat(run.out()).contains("num_rel               \tall\t1");
    var none = CommandRun.of("metrics", path("qrels.txt"), path("run.txt"), "-l", "0");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("level must be 1 or more, got 0");
  }

  @ParameterizedTest
  @CsvSource({
    "qrels.txt, '', 4, 'must have a judgment a line'",
    "qrels.txt, 'q1 0 a', 4, 'qrels.txt:1: a line must be query, 0, document, whole grade'",
    "qrels.txt, 'q1 0 a 1|q1 0 a 2', 4, 'qrels.txt:2: each document must stand once'",
    "qrels.txt, 'q9 0 a 1', 2, 'must have a query in common'",
    "run.txt, '', 4, 'must have a document a line'",
    "run.txt, 'q1 Q0 a 1 0.5', 4, 'run.txt:1: a line must be query, Q0, document, rank, score'",
    "run.txt, 'q1 Q0 a 1 NaN x', 4, 'run.txt:1: a score must be a number, got ''NaN'''",
    "run.txt, 'q1 Q0 a 1 2 x|q1 Q0 a 2 1 x', 4, 'run.txt:2: each document must stand once'",
  })
  void refusesFilesThatAreNotOfThatKind(String name, String content, int code, String words)
      throws IOException {
    Files.writeString(folder.resolve(name), content.replace('|', '\n'));
    var run = CommandRun.of("metrics", path("qrels.txt"), path("run.txt"));
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.err()).contains(words).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void refusesAFileThatIsMissing() {
    var run = CommandRun.of("metrics", path("none.txt"), path("run.txt"));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("none.txt").hasLineCount(1);
  }
}
