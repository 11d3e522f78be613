// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.cli.CommandRun.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

/** Models beside reference values, by {@code verify}. */
class VerifyTest {
  @TempDir Path folder;

  @Test
  void printsEveryDifferenceOfBothRuntimes() {
    var run = CommandRun.example("verify", Map.of("golden/encoders/bert", golden("encoders/bert")));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("right.hidden.3", "ok   torch", "ok   onnx", "right.lm_grad.", " 0 beyond")
        .doesNotContain("FAIL");
  }

  @Test
  void endsWithOneWhereTheModelDoesNotGiveAnArray() throws IOException {
    var source = Safetensors.open(Path.of(golden("encoders/bert"), "expected.safetensors"));
    var fixture = new InMemoryWeights();
    for (String name : List.of("right.input_ids", "right.attention_mask", "right.token_type_ids")) {
      fixture.put(name, source.shape(name), source.longs(name));
    }
    for (String name : List.of("right.last_hidden_state", "right.pooled.mean")) {
      fixture.put(name, source.shape(name), source.floats(name));
    }
    Path file = folder.resolve("expected.safetensors");
    Safetensors.write(file, fixture, Map.of());
    var whole = CommandRun.of("verify", golden("encoders/bert"), file.toString());
    assertThat(whole.out()).endsWith("4 arrays compared, 0 beyond the tolerance\n");
    assertThat(whole.code()).isZero();
    fixture.put("right.gates", Shape.of(1), new float[1]);
    Safetensors.write(file, fixture, Map.of());
    var run = CommandRun.of("verify", golden("encoders/bert"), file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("right.gates: the model gives no array of this name")
        .endsWith("4 arrays compared, 0 beyond the tolerance, 1 not compared\n");
  }

  @Test
  void comparesEveryFolderBelow() throws IOException {
    for (String name : List.of("right", "wrong")) {
      Path copy = Files.createDirectories(folder.resolve("all").resolve(name));
      for (String file : List.of("config.json", "model.safetensors", "expected.safetensors")) {
        Files.copy(Path.of(golden("encoders/bert")).resolve(file), copy.resolve(file));
      }
    }
    Files.delete(folder.resolve("all/wrong/model.safetensors"));
    var run = CommandRun.of("verify", folder.resolve("all").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("ok   right  ", "FAIL wrong  ", "must hold weights", "1 of 2 folders hold");
    var none = CommandRun.of("verify", Files.createDirectories(folder.resolve("no")).toString());
    assertThat(none.code()).isEqualTo(4);
    assertThat(none.err()).contains("must hold folders with expected.safetensors").hasLineCount(1);
  }

  @Test
  void namesAFolderThatHoldsItsOwnValues() {
    var run = CommandRun.of("verify", golden("encoders/vit"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .first()
        .isEqualTo("     folder  compared  beyond  nearest to its tolerance");
    assertThat(run.out()).contains("\nok   vit     ");
  }

  @Test
  void endsWithOneBeyondTheTolerance() {
    var run =
        CommandRun.of("verify", golden("folders/old/bert-cls"), golden("folders/old/bert-mean"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("FAIL torch", "FAIL onnx");
  }

  @Test
  void refusesAFixtureThatIsNotThere() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    var run = CommandRun.of("verify", golden("encoders/bert"), empty.toString());
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("expected.json: must be a readable file").hasLineCount(1);
  }

  @Test
  void refusesWhatHasNothingToCompare() throws IOException {
    Path none = Files.createDirectories(folder.resolve("none"));
    Files.writeString(none.resolve("expected.json"), "{\"texts\": [\"a\"], \"answers\": []}");
    var run = CommandRun.of("verify", golden("folders/old/bert-cls"), none.toString());
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("must hold at least one text and one answer");
    var arrays =
        new InMemoryWeights()
            .put("case.input_ids", Shape.of(1, 3), new long[] {2, 7, 3})
            .put("case.attention_mask", Shape.of(1, 3), new long[] {1, 1, 1})
            .put("case.token_type_ids", Shape.of(1, 3), new long[3]);
    Path file = folder.resolve("ids.safetensors");
    Safetensors.write(file, arrays, Map.of());
    var ids = CommandRun.of("verify", golden("folders/old/bert-cls"), file.toString());
    assertThat(ids.code()).as(ids.out() + ids.err()).isEqualTo(4);
    assertThat(ids.err()).contains("nothing could be compared");
  }

  @Test
  void refusesValuesOfAnotherEncoder() {
    var run = CommandRun.of("verify", "minilm-l6", golden("encoders/bert"));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .contains(
            "must hold values of the same encoder: it has width 32, 3 layers", "model width 384")
        .hasLineCount(1);
  }
}
