// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lyceum.dataset.KnownScore;
import org.lyceum.job.EvaluateJob;
import org.lyceum.metric.Evidence;
import org.lyceum.protocol.Outcome;
import org.lyceum.statistics.Interval;
import org.lyceum.task.Card;

class KnownTableTest {
  private static EvaluateJob.Measured measured(String model, double first, double second) {
    return new EvaluateJob.Measured(
        model, List.of(score("STS12", first), score("STS13", second), score("MR", 0.5)));
  }

  private static EvaluateJob.Score score(String task, double value) {
    var outcome =
        new Outcome(
            Map.of("cosine_spearman", value),
            "cosine_spearman",
            new Evidence.Mean(new double[] {value}));
    return new EvaluateJob.Score(
        task, Card.Kind.SIMILARITY, outcome, new Interval(value, value), List.of());
  }

  private static String print(KnownTable table) {
    var out = new StringWriter();
    table.print(new PrintWriter(out, true));
    return out.toString();
  }

  @Test
  void saysWhichScoresComeOut() {
    var right = KnownTable.of(List.of(measured("minilm-l6", 0.7242, 0.8055)));
    assertThat(right.agrees()).isTrue();
    assertThat(print(right))
        .containsPattern("STS12 +cosine_spearman +72\\.42 +72\\.37 +\\+0\\.05 +0\\.10 +MTEB")
        .contains("2 of 2 are within")
        .doesNotContain("MR");
    var wrong = KnownTable.of(List.of(measured("minilm-l6", 0.7, 0.806)));
    assertThat(wrong.agrees()).isFalse();
    assertThat(print(wrong)).contains("NOT WITHIN: MTEB", "1 of 2 are within");
    assertThatThrownBy(() -> KnownTable.of(List.of(measured("another", 0.7, 0.8))))
        .hasMessageContaining("a task on which a score of one of the models is known");
  }

  @Test
  void countsWhatIsKnownNotToComeOutApart() {
    var known = new KnownScore("m", "t", "accuracy", 60, 1, false, "another's code");
    var table = new KnownTable(List.of(new KnownTable.Row(known, 55)));
    assertThat(table.agrees()).isTrue();
    assertThat(print(table))
        .contains("not reproduced: another's code", "0 of 1 are within", "of 1 it is known");
  }
}
