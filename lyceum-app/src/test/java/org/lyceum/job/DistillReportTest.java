// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.statistics.Interval;
import org.lyceum.tensor.Seed;

class DistillReportTest {
  @TempDir Path folder;

  private JsonNode losses(List<Comparison> comparisons) throws IOException {
    var row = new Row("teacher", Row.Quality.NONE, new Row.Cost(null, null, null, null));
    var run = new DistillOptions.Run(10, new Seed(1), 2, "auto", false);
    var table = new Table("minilm-l6", "layers:1", run, 100, 9.5, List.of(row), comparisons);
    new DistillReport(table, 20).write(folder);
    return new ObjectMapper().readTree(folder.resolve("report.json").toFile()).path("losses");
  }

  private static Comparison student(Comparison.Row... tasks) {
    return new Comparison("teacher", "student", List.of(tasks), tasks[0], List.of());
  }

  @Test
  void holdsWhereAStudentIsWorseByMoreThanChance() throws IOException {
    var worse = new Comparison.Row("STS12", -0.125, new Interval(-0.25, -0.0625), 0.01, 0);
    var chance = new Comparison.Row("STS13", -0.125, new Interval(-0.25, 0), 0.06, 0);
    var better = new Comparison.Row("SciFact", 0.125, new Interval(0.0625, 0.25), 0.01, 0);
    assertThat(losses(List.of(student(worse, chance, better))).toString())
        .isEqualTo(
            "[{\"name\":\"student\",\"task\":\"STS12\",\"difference\":-12.5,"
                + "\"low\":-25.0,\"high\":-6.25,\"p\":0.01}]");
    assertThat(losses(List.of(student(better))).toString()).isEqualTo("[]");
  }

  @Test
  void saysNothingOfLossesWhereNothingWasCompared() throws IOException {
    assertThat(losses(List.of()).isNull()).isTrue();
  }
}
