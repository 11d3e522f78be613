// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;

/** What is said of any folder. */
class FolderVerdictTest {
  @TempDir Path folder;

  private static String broken(Path folder) {
    var verdict = FolderVerdict.of(folder);
    assertThat(verdict.supported()).isFalse();
    var finding = verdict.broken().orElseThrow();
    return finding.file() + ": " + finding.remedy();
  }

  @ParameterizedTest
  @MethodSource("org.lyceum.TextFamilies#all")
  void isThatEveryEncoderOfTextsIsSupportedWithAPooling(String family) {
    var verdict = FolderVerdict.of(GoldenFiles.path("encoders/" + family));
    assertThat(verdict.broken()).isEmpty();
    assertThat(verdict.embeds()).isFalse();
    assertThat(verdict.kind()).contains("an encoder of texts (", " layers, width ", "--pooling");
  }

  @ParameterizedTest
  @ValueSource(strings = {"beit", "clip", "dinov2", "siglip", "swin", "vit", "vit-mae"})
  void isThatEncodersOfPicturesAreSupportedInJava(String family) {
    var verdict = FolderVerdict.of(GoldenFiles.path("encoders/" + family));
    assertThat(verdict.broken()).isEmpty();
    assertThat(verdict.kind()).contains("pictures", ": width ", "used from Java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "old/bert-cls",
        "old/cross-encoder",
        "old/router",
        "old/splade",
        "old/static",
        "st6/modernbert-concat",
        "st6/multi-vector"
      })
  void isThatFoldersOfEveryKindAreSupported(String name) {
    var verdict = FolderVerdict.of(GoldenFiles.path("folders/" + name));
    assertThat(verdict.broken()).isEmpty();
    assertThat(verdict.embeds()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "modules.json, '[]', modules.json: modules.json: must be an array of modules",
    "modules.json, '[', modules.json: modules.json:1: must be JSON",
    "config.json, '{}', config.json: config.json: 'model_type' must be a string",
    "tokenizer.json, '{}', all files: tokenizer.json: must be a tokenizer.json with a 'model'",
    "1_Pooling/config.json, '{}', all files: 1_Pooling/config.json: "
  })
  void namesTheFileThatIsWrong(String file, String content, String said) throws IOException {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    Files.delete(copy.resolve(file));
    Files.writeString(copy.resolve(file), content);
    assertThat(broken(copy)).startsWith(said);
  }

  @Test
  void namesAFileThatIsMissing() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.delete(copy.resolve("model.safetensors"));
    assertThat(broken(copy)).startsWith("all files: must hold weights: model.safetensors");
  }

  @Test
  void namesAParameterThatDoesNotFit() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("bert"));
    Path source = GoldenFiles.path("encoders/bert");
    for (String file : new String[] {"model.safetensors", "tokenizer.json"}) {
      Files.copy(source.resolve(file), copy.resolve(file));
    }
    String config = Files.readString(source.resolve("config.json"));
    Files.writeString(
        copy.resolve("config.json"),
        config.replaceFirst("\"intermediate_size\": *[0-9]+", "\"intermediate_size\": 77"));
    assertThat(broken(copy))
        .startsWith("weights: the weights must fit config.json: ")
        .contains("intermediate", "77");
  }

  @Test
  void saysThatThereIsNoModel() {
    assertThat(broken(folder)).startsWith("folder: must be a model folder, but has neither");
    assertThat(broken(folder.resolve("none"))).startsWith("folder: there is no such folder");
  }
}
