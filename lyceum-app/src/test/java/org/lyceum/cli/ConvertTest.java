// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.cli.CommandRun.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model folders that {@code convert} writes of the same model. */
class ConvertTest {
  @TempDir Path folder;

  @Test
  void refusesPlacesThatTakeNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    String model = golden("folders/old/bert-cls");
    for (String wrong : List.of(file + "/out", file + "/some/out")) {
      var run = CommandRun.of("convert", model, wrong);
      assertThat(run.code()).isEqualTo(4);
      assertThat(run.err())
          .isEqualTo(
              "lyceum: %s: cannot be made: %s is a file and no folder; choose another place\n"
                  .formatted(wrong, file));
    }
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc")), "there is no /proc");
    var run = CommandRun.of("convert", model, "/proc/out");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .isEqualTo(
            "lyceum: /proc/out: cannot be made: no file can be made in /proc; choose another"
                + " place\n");
  }

  @Test
  void writesOtherKindsAgain() {
    Path written = folder.resolve("written");
    String source = golden("folders/st5/cross-encoder");
    var run = CommandRun.of("convert", source, written.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("wrote %s, in the old dialect\n".formatted(written));
    assertThat(written.resolve("modules.json")).doesNotExist(); // the old dialect has none of it
    var same = CommandRun.of("verify", written.toString(), source);
    assertThat(same.code()).as(same.out() + same.err()).isZero();
    var refused =
        CommandRun.of("convert", golden("folders/st6/multi-vector"), folder + "/old-multi");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("the old dialect cannot say", "write the new one (--format new)")
        .hasLineCount(1);
    var pictures = CommandRun.of("convert", golden("encoders/vit"), folder + "/vit");
    assertThat(pictures.code()).isEqualTo(4);
    assertThat(pictures.err()).contains("model_type is 'vit', which takes pictures");
    var type = CommandRun.of("convert", source, folder + "/f8", "--dtype", "f8");
    assertThat(type.err()).contains("[f32, f16, bf16]");
  }

  @Test
  void doesWhatItsHelpShows() {
    String source = golden("folders/st6/bert-cls");
    String target = folder.resolve("example").toString();
    var run = CommandRun.example("convert", Map.of("minilm-l6", source, "my-minilm", target));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(CommandRun.of("check", target, "--for", "st2,tei").code()).isZero();
  }

  @Test
  void writesTheSameBytesAgain() throws IOException {
    String once = folder.resolve("once").toString();
    String twice = folder.resolve("twice").toString();
    assertThat(CommandRun.of("convert", golden("folders/st6/bert-cls"), once).code()).isZero();
    assertThat(CommandRun.of("convert", once, twice).code()).isZero();
    try (var files = Files.walk(Path.of(once))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path other = Path.of(twice).resolve(Path.of(once).relativize(file));
        assertThat(Files.mismatch(file, other)).as("%s", file).isEqualTo(-1);
      }
    }
    assertThat(CommandRun.of("check", twice, "--for", "st2,st5,st6,tei,djl").code()).isZero();
  }

  @Test
  void refusesAnOutputThatExistsAndAnUnknownFormat() throws IOException {
    String there = Files.createDirectories(folder.resolve("there")).toString();
    var exists = CommandRun.of("convert", golden("folders/old/bert-cls"), there);
    assertThat(exists.code()).isEqualTo(4);
    assertThat(exists.err()).contains("must not exist yet").hasLineCount(1);
    var format =
        CommandRun.of("convert", golden("folders/old/bert-cls"), there + "2", "--format", "json");
    assertThat(format.code()).isEqualTo(2);
    assertThat(format.err()).contains("--format must be old or new, got 'json'");
  }

  @Test
  void writesTheNewDialectWhenAsked() {
    String target = folder.resolve("new").toString();
    String source = golden("folders/old/bert-cls");
    assertThat(CommandRun.of("convert", source, target, "--format", "new").code()).isZero();
    assertThat(CommandRun.of("check", target, "--for", "st5,st6").code()).isZero();
    assertThat(CommandRun.of("check", target, "--for", "tei").code()).isEqualTo(1);
  }

  @Test
  void replacesModelsAndNothingElse(@TempDir Path mine) throws IOException {
    Files.writeString(mine.resolve("keep.txt"), "keep");
    var run =
        CommandRun.of("convert", golden("folders/old/bert-cls"), mine.toString(), "--replace");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("must be a model folder");
    assertThat(mine.resolve("keep.txt")).hasContent("keep");
  }

  @Test
  void losesNothingOfTheFolderThatItReplaces(@TempDir Path mine) throws IOException {
    var model = mine.resolve("model");
    assertThat(CommandRun.of("convert", golden("folders/old/bert-cls"), model.toString()).code())
        .isZero();
    Files.writeString(model.resolve("report.html"), "of a run");
    var lossy = CommandRun.of("convert", model.toString(), model.toString(), "--replace");
    assertThat(lossy.code()).isEqualTo(4);
    assertThat(lossy.err()).contains("would delete: report.html").hasLineCount(1);
    assertThat(model.resolve("report.html")).hasContent("of a run");
    Files.delete(model.resolve("report.html"));
    assertThat(CommandRun.of("convert", model.toString(), model.toString(), "--replace").code())
        .isZero();
  }
}
