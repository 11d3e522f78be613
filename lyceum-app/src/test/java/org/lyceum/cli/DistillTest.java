// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.folder.FolderCopy;

/** What {@code distill} plans and makes, also after a kill and an interrupt. */
class DistillTest {
  /** Enough to learn for some seconds beside the teacher, with a checkpoint every 15 of them. */
  private static final String[] SLOW = {
    "--student", "layers:2", "--minutes", "1", "--precision", "float32"
  };

  @TempDir Path folder;
  private DistillSetting setting;

  @BeforeEach
  void writeACorpus() throws IOException {
    setting = DistillSetting.in(folder);
  }

  @Test
  void plansWhatItsHelpShowsForASmallTeacher() {
    var others =
        Map.of("layers:3", "layers:1", "10", "0.5", "my-model", setting.output().toString());
    var corpus = folder.resolve("good.txt").toString();
    var run =
        CommandRun.example(
            "distill",
            others,
            "--teacher",
            DistillSetting.TEACHER,
            "--corpus",
            corpus,
            "--dry-run");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("the teacher embeds 360 texts");
  }

  @Test
  void foreseesTimeAndMemoryWithoutDoingAnything() throws IOException {
    var run = setting.run("good.txt", "--dry-run");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Plan     0.5 minutes", "seconds: start", "memory: about");
    assertThat(setting.output()).doesNotExist();
    assertThat(folder.resolve("out.partial")).doesNotExist();
  }

  private List<String> resuming(Path output) {
    var args = new ArrayList<>(setting.arguments("good.txt", SLOW));
    args.add("--resume");
    args.set(args.indexOf("--output") + 1, output.toString());
    return args;
  }

  private void awaitCheckpoint(Process process) throws Exception {
    while (newest().isEmpty()) {
      requireRunning(process);
    }
  }

  /** Waits until a resumed run has read its plan and goes on with it. */
  private void awaitPlan(Process process) throws Exception {
    while (!setting.log().contains("Plan  ")) {
      requireRunning(process);
    }
  }

  private void requireRunning(Process process) throws Exception {
    if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("ended early: " + setting.log());
    }
  }

  private String newest() throws IOException {
    var checkpoints = folder.resolve("out.partial/student/checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return "";
    }
    try (var files = Files.list(checkpoints)) {
      return files.map(file -> file.getFileName().toString()).sorted().reduce("", (a, b) -> b);
    }
  }

  /** As older folders are: the encoder and its tokenizer in a folder of their own. */
  @Test
  void teachesFromAFolderInAnotherLayout() throws IOException {
    Path teacher = folder.resolve("teachers/bert-cls");
    FolderCopy.write(Path.of(DistillSetting.TEACHER), teacher, copy -> {});
    Path encoder = Files.createDirectories(teacher.resolve("0_Transformer"));
    try (var files = Files.list(teacher)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!List.of("modules.json", "config_sentence_transformers.json").contains(name)) {
          Files.move(file, encoder.resolve(name));
        }
      }
    }
    Path modules = teacher.resolve("modules.json");
    Files.writeString(
        modules,
        Files.readString(modules).replace("\"path\": \"\"", "\"path\": \"0_Transformer\""));
    var run = setting.run("good.txt", "--teacher", teacher.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(setting.output().resolve("tokenizer.json")).exists();
    assertThat(Files.readString(setting.output().resolve("report.json")))
        .contains("\"teacher\" : \"bert-cls\"")
        .doesNotContain(folder.toString());
    assertThat(Files.readString(setting.output().resolve("report.html")))
        .contains("--corpus good.txt")
        .doesNotContain(folder.toString());
  }

  @Test
  void showsAStudentOfManyLayersWhatTheTeacherMakesOfEachToken() throws IOException {
    var run = setting.run("good.txt", "--student", "layers:2", "--minutes", "0.5");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out() + run.err()).contains("student with its teacher");
    var said = "It was told too which state the teacher gives each token.";
    assertThat(setting.output().resolve("README.md")).content().contains(said);
    assertThat(setting.output().resolve("report.html"))
        .content()
        .contains("; the states of all tokens", said);
    assertThat(setting.output().resolve("provenance.json")).content().contains("TokenRegression");
  }

  @Test
  void makesAStaticTable() throws IOException {
    var run = setting.run("good.txt", "--student", "static:16", "--minutes", "0.5");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("student");
    var table = setting.output();
    assertThat(CommandRun.of("show", table.toString()).out()).contains("static table", "width 16");
    var report = new ObjectMapper().readTree(table.resolve("report.json").toFile());
    assertThat(report.get("student").asText()).isEqualTo("static:16");
    var similar = CommandRun.of("similarity", table.toString(), "a question", "a question");
    assertThat(similar.out()).contains("1.000");
  }

  @Test
  void goesOnAfterAKillAndAnInterruptAsIfNothingHadBeen() throws Exception {
    var killed = setting.start(List.of(), setting.arguments("good.txt", SLOW));
    awaitCheckpoint(killed);
    killed.destroyForcibly();
    killed.waitFor();
    planTheRest();
    Files.createDirectory(folder.resolve("whole.partial"));
    Files.copy(folder.resolve("out.partial/plan.json"), folder.resolve("whole.partial/plan.json"));
    assertThat(setting.output()).doesNotExist();

    var others = setting.run("good.txt", "--resume");
    assertThat(others.code()).isEqualTo(3);
    assertThat(others.err())
        .contains("was started with other options: student layers:2, ", ", now student layers:1, ")
        .doesNotContain("corpus", "Stopped");
    assertThat(newest()).isNotEmpty();

    // a shell's background process hands down that interrupts are ignored, and Java heeds that
    var interrupted =
        setting.start(List.of("env", "--default-signal=INT"), resuming(setting.output()));
    awaitPlan(interrupted);
    new ProcessBuilder("kill", "-INT", Long.toString(interrupted.pid())).start().waitFor();
    assertThat(interrupted.waitFor()).isEqualTo(130);
    assertThat(folder.resolve("log.txt")).content().contains("add --resume to go on");

    assertThat(setting.start(List.of(), resuming(setting.output())).waitFor())
        .as(setting.log())
        .isZero();
    var whole = folder.resolve("whole");
    assertThat(setting.start(List.of(), resuming(whole)).waitFor()).as(setting.log()).isZero();
    assertThat(setting.output().resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    assertThat(folder.resolve("out.partial")).doesNotExist();
    assertReported(new ObjectMapper().readTree(setting.output().resolve("report.json").toFile()));
    var provenance =
        new ObjectMapper().readTree(setting.output().resolve("provenance.json").toFile());
    assertThat(provenance.at("/settings/student").asText()).isEqualTo("layers:0,2");
    assertThat(provenance.at("/settings/training.batching.size").asText()).isNotEmpty();
    assertThat(provenance.at("/settings/steps").asText()).contains(" from step ");
    assertThat(setting.output().resolve("static/model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("static/model.safetensors"));
    assertThat(setting.output().resolve("report.html")).content().contains("<svg", "Size on disk");
  }

  /**
   * There is no time for a static companion in a minute; a few steps are enough here. And what is
   * to be foreseen yet is foreseen for both runs.
   */
  private void planTheRest() throws IOException {
    var json = new ObjectMapper();
    var file = folder.resolve("out.partial/plan.json").toFile();
    var plan = (ObjectNode) json.readTree(file);
    assertThat(plan.get("tableSteps").asInt()).isZero();
    plan.put("tableSteps", 3);
    var looks = (ArrayNode) plan.at("/length/looks");
    int steps = plan.at("/length/begun").asInt();
    if (looks.isEmpty()) {
      looks.addObject().put("made", Math.min(100, steps / 10)).put("steps", steps - 5);
    }
    if (looks.size() == 1) {
      int made = looks.get(0).get("made").asInt();
      int middle = (made + looks.get(0).get("steps").asInt()) / 2;
      looks.addObject().put("made", middle).put("steps", middle + 20);
    }
    json.writeValue(file, plan);
  }

  private static void assertReported(JsonNode report) {
    assertThat(report.fieldNames())
        .toIterable()
        .contains("teacher", "student", "seed", "minutes", "corpus_texts", "rows");
    var rows = new ArrayList<String>();
    for (var row : report.get("rows")) {
      rows.add(row.get("name").asText());
      assertThat(row.fieldNames())
          .toIterable()
          .contains(
              "name",
              "sts12",
              "sts13",
              "ndcg10",
              "scifact_ndcg10",
              "share_sts",
              "share_sts_without_msrvid",
              "share_ndcg",
              "texts_per_second",
              "texts_per_cpu_second",
              "bytes",
              "resident_bytes");
    }
    assertThat(rows).startsWith("teacher", "student").contains("static").endsWith("bm25");
    assertThat(report.get("minutes_taken").asDouble()).isPositive();
  }
}
