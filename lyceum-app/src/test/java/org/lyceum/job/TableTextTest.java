// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lyceum.metric.Evidence;
import org.lyceum.protocol.Outcome;
import org.lyceum.statistics.Bootstrap;
import org.lyceum.tensor.Seed;

class TableTextTest {
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

  private static Table table(Row... rows) {
    return new Table(
        "minilm-l6",
        "layers:0,2,5",
        new DistillOptions.Run(10, new Seed(1), 2, "auto", false),
        1_000,
        9.5,
        List.of(rows),
        List.of());
  }

  /** Twenty queries of which the student finds what the teacher finds, less something on each. */
  private static Comparison comparison(double less) {
    double[] teacher = new double[20];
    double[] student = new double[20];
    for (int i = 0; i < teacher.length; i++) {
      teacher[i] = 0.5 + 0.02 * i;
      student[i] = teacher[i] - (i % 2 == 0 ? less : less / 2);
    }
    return Comparison.of(
        "teacher",
        Map.of("nDCG@10", outcome(teacher)),
        "student",
        Map.of("nDCG@10", outcome(student)),
        new Bootstrap(200, new Seed(1)));
  }

  private static Outcome outcome(double[] values) {
    var evidence = new Evidence.Mean(values);
    return new Outcome(Map.of("ndcg_at_10", evidence.score()), "ndcg_at_10", evidence);
  }

  @Test
  void saysWhereAStudentIsWorseThanChanceAllows() {
    var plain = table(TEACHER, STUDENT);
    var worse =
        new Table(
            plain.teacher(),
            plain.student(),
            plain.run(),
            plain.corpusTexts(),
            plain.minutes(),
            plain.rows(),
            List.of(comparison(0.1), comparison(0)));
    assertThat(worse.verdicts()).hasSize(2);
    assertThat(worse.verdicts().getFirst())
        .startsWith("student: worse than the teacher by more than chance on nDCG@10 (-7.50, -8.")
        .contains("lyceum evaluate --compare");
    assertThat(worse.verdicts().getLast())
        .isEqualTo("student: not worse than the teacher by more than chance on nDCG@10.");
    assertThat(worse.text()).endsWith(worse.verdicts().getLast());
  }

  @Test
  void saysWhereThereWasNoTime() {
    var plain = table(TEACHER, STUDENT);
    assertThat(plain.verdicts())
        .singleElement()
        .asString()
        .startsWith("There was no time to measure quality. The student learned from 1,000 texts");
    var late =
        new Table(
            plain.teacher(),
            plain.student(),
            plain.run(),
            plain.corpusTexts(),
            11.5,
            plain.rows(),
            List.of(comparison(0)));
    assertThat(late.verdicts().getLast()).startsWith("The run took 11.5 minutes instead of 10.0");
  }

  @Test
  void alignsColumnsAndMarksWhatWasNotMeasured() {
    var lines = new TableText(table(TEACHER, STUDENT)).toString().lines().toList();
    assertThat(lines).hasSize(3).allMatch(line -> line.length() == lines.getFirst().length());
    assertThat(lines.get(2)).contains("98.0 %", "75.0 %", "60.0 MB").containsPattern(" -  +98");
  }

  @Test
  void leavesOutARowWithoutAFigure() {
    var bm25 = new Row("bm25", Row.Quality.NONE, new Row.Cost(null, null, null, null));
    assertThat(new TableText(table(TEACHER, bm25)).toString().lines()).hasSize(2);
  }

  @Test
  void givesSharesOfTheTeachersQuality() {
    // mean STS 73.5 of 75, nDCG 9 of 12
    var json = STUDENT.json(TEACHER);
    assertThat(json.shareSts()).isEqualTo(0.98);
    assertThat(json.shareStsWithoutMsrvid()).isEqualTo(1); // 61 and 79 to 60 and 80
    assertThat(json.shareNdcg()).isEqualTo(0.75);
    assertThat(json.shareScifact()).isNull();
  }
}
