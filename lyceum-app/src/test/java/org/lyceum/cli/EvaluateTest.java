// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {
  private static final String MODEL = CommandRun.golden("folders/old/static");
  private static final String OTHER = CommandRun.golden("folders/old/bert-cls");

  @TempDir Path folder;

  private String output() {
    return folder.resolve("results").toString();
  }

  @Test
  void doesWhatItsHelpShowsForASmallModel() throws IOException {
    var run = CommandRun.example("evaluate", Map.of("minilm-l6", MODEL), "--output", output());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("STS13", "mean");
    Path file;
    try (var files = Files.walk(Path.of(output()))) {
      file = files.filter(path -> path.endsWith("STS13.json")).findFirst().orElseThrow();
    }
    assertThat(file.resolveSibling("model_meta.json")).content().contains("\"embed_dim\"");
    var meta = new ObjectMapper().readTree(file.resolveSibling("model_meta.json").toFile());
    String name = meta.get("name").asText().replace("/", "__"); // where mteb looks
    assertThat(file)
        .isEqualTo(Path.of(output(), name, meta.get("revision").asText(), "STS13.json"));
    assertThat(Path.of(output(), "report.html")).content().contains("STS13", "lyceum evaluate");
    var json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("task_name").asText()).isEqualTo("STS13");
    assertThat(json.get("mteb_version").asText()).matches("\\d+\\.\\d+\\.\\d+");
    var row = json.at("/scores/test/0");
    assertThat(row.get("main_score")).isEqualTo(row.get("cosine_spearman"));
    assertThat(row.get("hf_subset").asText()).isEqualTo("default");
    assertThat(row.get("languages").get(0).asText()).isEqualTo("eng-Latn");
    assertThat(row.get("units").asInt()).isEqualTo(1500);
    assertThat(run.out()).contains("%.2f".formatted(100 * row.get("main_score").asDouble()));
    var interval = row.get("main_score_interval");
    assertThat(row.get("main_score").asDouble())
        .isBetween(interval.get(0).asDouble(), interval.get(1).asDouble());
  }

  @Test
  void givesTheSameFiguresAgain() {
    var first = CommandRun.of("evaluate", MODEL, "--task", "sts13", "--output", output());
    var again = CommandRun.of("evaluate", MODEL, "--task", "sts13", "--output", output());
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(again.out()).isEqualTo(first.out());
  }

  @Test
  void saysWhetherModelsDiffer() {
    var run =
        CommandRun.of(
            "evaluate",
            MODEL,
            OTHER,
            MODEL,
            "--task",
            "sts12,sts13",
            "--compare",
            "--output",
            output());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("bert-cls less ", "p 1.0000").containsPattern("STS12 .* p 0\\.");
    assertThat(Path.of(output(), "report.html"))
        .content()
        .contains("Examples that changed most")
        .containsPattern("<th[^>]*>STS12</th><td[^>]*>[^<]+ \\| [^<]+ \\| [0-9.]+</td>")
        .doesNotContain("Without examples");
    var alone = CommandRun.of("evaluate", MODEL, "--compare", "--output", output());
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("--compare needs two models or more");
  }

  @Test
  void listsItsTasks() {
    var run = CommandRun.of("evaluate", "--list");
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("STS12 +STS +cosine_spearman .* is there"))
        .anyMatch(line -> line.startsWith("SciFact") && line.contains("Retrieval"));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    var none = CommandRun.of("evaluate");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("name a model or more");
    var wrong = CommandRun.of("evaluate", MODEL, "--task", "sts99", "--output", output());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("there is no task 'sts99'; known: STS12, ");
    var model = CommandRun.of("evaluate", MODEL, "minilm-l7", "--output", output());
    assertThat(model.code()).isEqualTo(2);
    assertThat(folder).isEmptyDirectory(); // nothing was measured before
    var known = CommandRun.of("evaluate", MODEL, "--known", "--output", output());
    assertThat(known.code()).isEqualTo(2);
    assertThat(known.err())
        .contains("--known needs a task on which a score", "got none of " + MODEL);
    var task = CommandRun.of("evaluate", MODEL, "--task", "STS13", "--known", "--output", output());
    assertThat(task.code()).isEqualTo(2);
    assertThat(task.err()).contains("--known needs a task on which a score");
    assertThat(folder).isEmptyDirectory(); // nothing was measured before
    var nowhere = CommandRun.of("evaluate", MODEL, "--output", "/proc/results");
    assertThat(nowhere.code()).isEqualTo(4);
    assertThat(nowhere.err()).contains("/proc/results: cannot be made").hasLineCount(1);
  }
}
