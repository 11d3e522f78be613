// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.folder.FolderCopy;
import org.lyceum.folder.Provenance;

class QuantizeTest {
  private static final String MODEL = CommandRun.golden("folders/old/bert-cls");
  private static final String TABLE = CommandRun.golden("folders/old/static");

  @TempDir Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String texts(int count) throws IOException {
    var lines = IntStream.range(0, count).mapToObj(i -> "the student answers question " + i);
    return Files.write(folder.resolve("texts.txt"), lines.toList()).toString();
  }

  @Test
  void doesWhatItsHelpShowsForASmallModel() throws IOException {
    String output = path("int8");
    var run =
        CommandRun.example(
            "quantize", Map.of("minilm-l6", MODEL, "minilm-int8", output), "--texts", texts(60));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("cosine to the model", " of 30 texts", "STS12", "short texts per CPU-second");
    assertThat(Files.readString(Path.of(output, "README.md")))
        .contains("## 8-bit graph", "of 30 texts", "| STS13, Spearman |");
    assertThat(CommandRun.of("show", output).out()).contains("onnx/model_int8.onnx");
    byte[] text = "the student answers".getBytes(UTF_8);
    var single = CommandRun.of(text, "embed", output);
    assertThat(single.out()).isEqualTo(CommandRun.of(text, "embed", MODEL).out());
    var int8 = CommandRun.of(text, "embed", output, "--int8");
    assertThat(int8.code()).as(int8.err()).isZero();
    assertThat(int8.out()).startsWith("{\"text\"").isNotEqualTo(single.out());
    var converted = CommandRun.of("convert", output, path("converted"));
    assertThat(converted.err()).contains("the 8-bit graph was left out").hasLineCount(1);
    assertThat(Files.readString(Path.of(path("converted"), "README.md")))
        .doesNotContain("## 8-bit graph")
        .contains("# ");
  }

  @Test
  void saysInTheCopyWhereItCameFromAndLeavesTheReportOfTheOldRunBehind() throws IOException {
    var model = folder.resolve("model");
    FolderCopy.write(Path.of(MODEL), model, copy -> {});
    var origin =
        new Provenance(
            "lyceum distill",
            7,
            Map.of("texts", "abc"),
            Map.of("student", "layers:1"),
            "none",
            Map.of(),
            Map.of(),
            Instant.EPOCH);
    origin.write(model.resolve(Provenance.FILE));
    Files.writeString(model.resolve("report.html"), "of the run");
    Files.writeString(model.resolve("report.json"), "{}");

    var run =
        CommandRun.of("quantize", model.toString(), "--output", path("out"), "--texts", texts(40));

    assertThat(run.code()).as(run.err()).isZero();
    var copy = Path.of(path("out"));
    assertThat(copy.resolve("report.html")).doesNotExist();
    assertThat(copy.resolve("report.json")).doesNotExist();
    var made = Provenance.read(copy.resolve(Provenance.FILE));
    assertThat(made.settings())
        .containsEntry("student", "layers:1")
        .containsEntry("int8.recipe", "lyceum quantize");
    assertThat(made.data()).containsEntry("texts", "abc").containsKey("int8.texts");
  }

  @Test
  void isNamedWhereAnInt8GraphIsMissing() {
    var run = CommandRun.of("a".getBytes(UTF_8), "embed", MODEL, "--int8");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("has no 8-bit graph", "'lyceum quantize ").hasLineCount(1);
    assertThat(CommandRun.of("show", MODEL).out()).contains("none; 'lyceum quantize' makes it");
  }

  @Test
  void refusesAnOutputThatExists() throws IOException {
    var run = CommandRun.of("quantize", MODEL, "--output", folder.toString());
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("must not exist yet").hasLineCount(1);
  }

  @Test
  void refusesAnOutputThatCannotBeMadeBeforeAnyWork() throws IOException {
    var run =
        CommandRun.of("quantize", MODEL, "--output", texts(20) + "/out", "--texts", texts(20));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .isEqualTo(
            "lyceum: %1$s/out: cannot be made: %1$s is a file and no folder; choose another place\n"
                .formatted(texts(20)));
  }

  @Test
  void refusesATableAndTooFewTextsAndLeavesNothing() throws IOException {
    var table = CommandRun.of("quantize", TABLE, "--output", path("out"), "--texts", texts(60));
    assertThat(table.code()).isEqualTo(2);
    assertThat(table.err())
        .contains("is a static table, which has no 8-bit graph")
        .hasLineCount(1); // before any work
    var few = CommandRun.of("quantize", MODEL, "--output", path("out"), "--texts", texts(19));
    assertThat(few.code()).isEqualTo(2);
    assertThat(few.err()).contains("needs 20 texts or more, got 19").hasLineCount(1);
    assertThat(List.of(folder.toFile().list())).containsExactly("texts.txt");
  }

  @Test
  void refusesAMissingTextFileAndAnUnknownModel() {
    var missing = CommandRun.of("quantize", MODEL, "--output", path("out"), "--texts", path("no"));
    assertThat(missing.code()).isEqualTo(4);
    assertThat(missing.err()).contains("no").hasLineCount(1);
    assertThat(CommandRun.of("quantize", "minilm-l7").code()).isEqualTo(2);
  }
}
