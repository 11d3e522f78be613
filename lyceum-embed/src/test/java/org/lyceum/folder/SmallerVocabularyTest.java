// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.Close;
import org.lyceum.GoldenFiles;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.Progress;
import org.lyceum.files.JsonFile;
import org.lyceum.pooling.Pooling;

/** A model of fewer tokens gives the texts that it was cut for what the whole one gives. */
class SmallerVocabularyTest {
  private static final List<String> TEXTS =
      List.of(
          "a small dog",
          "The Eiffel Tower stands in Paris.",
          "",
          "naïve café 漢字 \uD83D\uDE00 \u0416\u0416",
          "  two  spaces\tand 1234.5% of (brackets) don't");

  @TempDir Path folder;

  private Path cut(ModelFolder whole) throws IOException {
    Path small = folder.resolve("small");
    Path files = Files.createDirectories(folder.resolve("files"));
    var content = ModelContent.of(whole);
    ModelFolderWriter.write(SmallerVocabulary.of(content, TEXTS).content(files), small);
    return small;
  }

  private static List<float[]> vectors(ModelFolder folder, List<String> texts) {
    try (var embedder = Embedders.open(folder, EmbedderOptions.DEFAULT)) {
      return embedder.embed(texts).rows();
    }
  }

  @ParameterizedTest
  @MethodSource("org.lyceum.TextFamilies#all")
  void givesTheSameVectors(String family) throws IOException {
    var mean = new StatedPooling(new Pooling.MeanPooling(), true);
    Path source = GoldenFiles.path("encoders/" + family);
    var wanted = vectors(ModelFolder.open(source, mean), TEXTS);
    Path small = cut(ModelFolder.open(source, mean));
    try (var whole = ModelFolder.open(source, mean);
        var read = ModelFolder.open(small)) {
      assertThat(read.backbone().vocabulary()).isLessThan(whole.backbone().vocabulary());
      assertThat(read.weights().shape(read.backbone().table()).size(0))
          .isEqualTo(read.backbone().vocabulary());
    }
    var found = vectors(ModelFolder.open(small), TEXTS);
    for (int i = 0; i < TEXTS.size(); i++) {
      double difference = Close.difference(found.get(i), wanted.get(i), new long[0]);
      assertThat(difference).as(TEXTS.get(i)).isLessThanOrEqualTo(1e-6);
    }
    var others =
        vectors(ModelFolder.open(small), List.of("Zebras quickly jumped over vexing owls"));
    assertThat(others.getFirst()).doesNotContain(Float.NaN);
  }

  @Test
  void keepsWhatPromptsNeed() throws IOException {
    Path source = GoldenFiles.path("folders/old/qwen3-lasttoken-prompts");
    var prompts = ModelFolder.open(source).prompts().byName();
    var small = cut(ModelFolder.open(source));
    for (String prompt : prompts.values()) {
      var texts = TEXTS.stream().map(text -> prompt + text).toList();
      try (var whole = Embedders.open(source, EmbedderOptions.DEFAULT);
          var cut = Embedders.open(small, EmbedderOptions.DEFAULT)) {
        var found = cut.embed(texts, new Prompt.None(), Progress.NONE);
        var wanted = whole.embed(texts, new Prompt.None(), Progress.NONE);
        for (int i = 0; i < texts.size(); i++) {
          assertThat(found.rows().get(i)).as(texts.get(i)).isEqualTo(wanted.rows().get(i));
        }
      }
    }
  }

  @Test
  void makesATableSmaller() throws IOException {
    Path source = GoldenFiles.path("folders/old/static");
    var wanted = vectors(ModelFolder.open(source), TEXTS);
    Path small = cut(ModelFolder.open(source));
    var found = vectors(ModelFolder.open(small), TEXTS);
    for (int i = 0; i < TEXTS.size(); i++) {
      assertThat(found.get(i)).isEqualTo(wanted.get(i));
    }
  }

  @Test
  void namesSpecialTokensByTheirNewIds() throws IOException {
    Path source = GoldenFiles.path("encoders/modernbert");
    var small = cut(ModelFolder.open(source, new StatedPooling(new Pooling.ClsPooling(), true)));
    try (var read = ModelFolder.open(small)) {
      var config = JsonFile.read(small.resolve("config.json"));
      int cls = read.tokenizer().id("[CLS]").orElseThrow();
      assertThat(config.integer("cls_token_id")).isEqualTo(cls);
      assertThat(config.integer("vocab_size")).isEqualTo(read.backbone().vocabulary());
      assertThat(read.tokenizer().encode(List.of("a"), 8).getFirst().ids()[0]).isEqualTo(cls);
    }
  }

  @Test
  void refusesAVocabularyOfWords() throws IOException {
    Path words = folder.resolve("words");
    FolderCopy.write(GoldenFiles.path("folders/old/static"), words, copy -> {});
    Path file = words.resolve("tokenizer.json");
    ObjectNode json = JsonFile.read(file).object();
    JsonNode vocabulary = json.path("model").path("vocab");
    ObjectNode model = json.putObject("model").put("type", "WordLevel").put("unk_token", "[UNK]");
    model.set("vocab", vocabulary);
    Files.delete(file);
    Files.writeString(file, json.toString());
    assertThatThrownBy(() -> cut(ModelFolder.open(words)))
        .hasMessageContaining("a vocabulary of type 'WordLevel' cannot be made smaller");
  }
}
