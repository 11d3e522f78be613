// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.Close;
import org.lyceum.GoldenFiles;
import org.lyceum.family.Families;
import org.lyceum.files.JsonFile;
import org.lyceum.folder.Dialect;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;
import org.lyceum.folder.StatedPooling;
import org.lyceum.pooling.Pooling;
import org.lyceum.weights.Safetensors;

/** Model folders of every family: written, read and written again. */
class FamilyFoldersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.lyceum.TextFamilies#all")
  void writesTheSameBytesAgainAndGivesTheSameVectors(String family) throws IOException {
    Path once = folder.resolve("once");
    Path twice = folder.resolve("twice");
    var mean = new StatedPooling(new Pooling.MeanPooling(), true);
    try (var read = ModelFolder.open(GoldenFiles.path("encoders/" + family), mean)) {
      ModelFolderWriter.write(ModelContent.of(read), once, Dialect.OLD, false);
    }
    try (var read = ModelFolder.open(once)) {
      ModelFolderWriter.write(ModelContent.of(read), twice, Dialect.OLD, false);
    }
    keepsItsSettingsAndHeads(GoldenFiles.path("encoders/" + family), once);
    try (var files = Files.walk(once)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(twice.resolve(once.relativize(file))).hasSameBinaryContentAs(file);
      }
    }
    try (var embedder = Embedders.open(twice.toString())) {
      var texts = List.of("a small dog", "nothing", "a much longer text about a dog and a cat");
      var together = embedder.embed(texts).rows();
      for (int i = 0; i < texts.size(); i++) {
        float[] alone = embedder.embed(List.of(texts.get(i))).rows().getFirst();
        assertThat(Close.difference(alone, together.get(i), new long[0])).isLessThan(1e-6);
      }
    }
  }

  /** As transformers reads it by the class that architectures names. */
  private static void keepsItsSettingsAndHeads(Path source, Path written) {
    var config = JsonFile.read(source.resolve("config.json"));
    var names = Families.of(config).names();
    var wanted = new ArrayList<>(Safetensors.open(source.resolve("model.safetensors")).names());
    wanted.removeIf(name -> names.canonical(name).isEmpty());
    assertThat(Safetensors.open(written.resolve("model.safetensors")).names())
        .containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(JsonFile.read(written.resolve("config.json")).root()).isEqualTo(config.root());
  }
}
