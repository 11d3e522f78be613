// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.MachineNote;
import org.lyceum.folder.FolderCopy;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Models;
import org.lyceum.job.ComputingChoice.Trial;
import org.lyceum.quantization.Int8Exporter;

class ComputingChoiceTest {
  private static final EmbedderOptions OPTIONS = EmbedderOptions.DEFAULT.threads(1);

  private static Computing chosen(Trial int8, Trial bfloat16) {
    var trials = new EnumMap<>(Map.of(Computing.INT8, int8, Computing.BFLOAT16, bfloat16));
    return ComputingChoice.chosen(trials).computing();
  }

  @Test
  void takesTheFastestOfThoseThatPay() {
    assertThat(chosen(new Trial(2.2, 0.9991), new Trial(1.9, 0.9999))).isEqualTo(Computing.INT8);
    assertThat(chosen(new Trial(1.8, 0.9991), new Trial(1.9, 0.9999)))
        .isEqualTo(Computing.BFLOAT16);
  }

  @Test
  void takesNoneThatIsFarFromTheModelOrHardlyFaster() {
    assertThat(chosen(new Trial(3.0, 0.9989), new Trial(1.3, 0.999))).isEqualTo(Computing.BFLOAT16);
    assertThat(chosen(new Trial(3.0, 0.9989), new Trial(1.29, 1))).isEqualTo(Computing.FLOAT32);
  }

  @Test
  void saysWhatItFoundAndKeepsIt(@TempDir Path temporary) throws IOException {
    Path model = temporary.resolve("int8");
    ComputingChoice.Candidates candidates;
    var texts = IntStream.range(0, 64).mapToObj(i -> "a dog saw %d cats".formatted(i)).toList();
    FolderCopy.write(
        Models.resolve("minilm-l6"),
        model,
        copy -> {
          try (var folder = ModelFolder.open(copy)) {
            Int8Exporter.of(folder, texts.subList(0, 30), texts.subList(30, 64)).writeInto(copy);
          }
        });
    var note = new MachineNote("computing", "test " + temporary);
    assertThat(note.read()).isEmpty();
    try (var folder = ModelFolder.open(model)) {
      candidates = ComputingChoice.Candidates.of(folder);
    }
    assertThat(candidates.ways()).contains(Computing.INT8);
    var setting =
        new ComputingChoice.Setting(() -> ModelFolder.open(model), OPTIONS, candidates, note);
    var hasty = ComputingChoice.of(setting, texts.subList(0, 3));
    assertThat(hasty.reason()).contains("for this run alone: 3 texts are fewer than the 64");
    assertThat(note.read()).isEmpty();
    var found = ComputingChoice.of(setting, texts);
    assertThat(found.reason()).contains("beside float32: int8 ", " times, cosine 0.99");
    var again = ComputingChoice.of(setting, List.of("any"));
    Files.delete(note.file());
    assertThat(again.computing()).isEqualTo(found.computing());
    assertThat(again.reason()).startsWith(found.reason()).contains("measured before, kept in ");
  }

  @Test
  void tellsFoldersThatDifferInTheirGraphApart(@TempDir Path temporary) throws IOException {
    Path copy = temporary.resolve("copy");
    FolderCopy.write(Models.resolve("minilm-l6"), copy, target -> {});
    try (var plain = ModelFolder.open(copy)) {
      var without = ComputingChoice.Candidates.of(plain);
      assertThat(without.ways()).doesNotContain(Computing.INT8);
      assertThat(without.excluded()).anyMatch(why -> why.contains("lyceum quantize"));
      Files.createDirectories(Int8File.of(copy).getParent());
      Files.writeString(Int8File.of(copy), "one");
      var one = ComputingChoice.Candidates.of(plain);
      Files.writeString(Int8File.of(copy), "another");
      assertThat(List.of(without.key(), one.key(), ComputingChoice.Candidates.of(plain).key()))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void staysWithTheModelWhereThereIsNothingToMeasure() {
    var found =
        ComputingChoice.of(() -> ModelFolder.open(Models.resolve("minilm-l6")), OPTIONS, List.of());
    assertThat(found.computing()).isEqualTo(Computing.FLOAT32);
  }
}
