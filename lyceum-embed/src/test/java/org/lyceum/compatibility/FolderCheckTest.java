// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.compatibility.FolderCheck.Finding;
import org.lyceum.compatibility.FolderCheck.Reader;
import org.lyceum.folder.Dialect;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;

class FolderCheckTest {
  @TempDir Path folder;

  private static List<String> failures(Path folder, Reader reader) {
    return FolderCheck.check(folder, reader).stream()
        .filter(finding -> !finding.holds())
        .map(Finding::file)
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void passesWhatIsWrittenInTheOldDialect(Reader reader) {
    var read = ModelFolder.open(GoldenFiles.path("folders/st6/bert-cls"));
    ModelFolderWriter.write(ModelContent.of(read), folder.resolve("model"));
    assertThat(failures(folder.resolve("model"), reader)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "old/bert-cls, ST2, ''",
    "old/bert-cls, TEI, ''",
    "st6/bert-cls, ST6, ''",
    "st6/bert-cls, ST5, modules.json",
    "st6/bert-cls, ST2, modules.json 1_Pooling/config.json sentence_bert_config.json",
    "st6/bert-cls, TEI, modules.json 1_Pooling/config.json sentence_bert_config.json",
    "st6/bert-cls, DJL, modules.json 1_Pooling/config.json",
    "st5/bert-cls, ST5, ''",
    "st5/bert-cls, ST6, ''",
    "old/bert-weightedmean, TEI, 1_Pooling/config.json",
    "old/bert-weightedmean, DJL, ''",
    "old/bert-mean-noprompt, TEI, 1_Pooling/config.json",
    "old/static, ST2, ''",
    "st6/static, ST2, modules.json",
    "old/static, TEI, modules.json",
    "old/static, ST6, ''"
  })
  void findsWhatAReaderDoesNotTake(String golden, Reader reader, String files) {
    assertThat(String.join(" ", failures(GoldenFiles.path("folders/" + golden), reader)))
        .isEqualTo(files);
  }

  /** Every folder that sentence-transformers itself wrote, of whatever kind. */
  @ParameterizedTest
  @CsvSource({"st6, ST6", "st5, ST5", "st5, ST6", "old, ST5", "old, ST6"})
  void passesWhatItsWriterReads(String dialect, Reader reader) throws IOException {
    try (var all = Files.list(GoldenFiles.path("folders/" + dialect))) {
      for (Path model : all.toList()) {
        assertThat(failures(model, reader)).as(model.toString()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "st6/multi-vector, ST2, modules.json",
    "st6/multi-vector, ST5, modules.json",
    "st6/multi-vector, DJL, modules.json",
    "st6/cross-encoder, ST2, modules.json",
    "old/cross-encoder, ST2, ''",
    "old/cross-encoder, TEI, ''",
    "old/router, TEI, modules.json",
    "old/splade, ST2, ''",
    "old/splade, DJL, ''"
  })
  void asksOfOtherKindsWhatTheyHave(String golden, Reader reader, String files) {
    findsWhatAReaderDoesNotTake(golden, reader, files);
  }

  @Test
  void findsWhatIsMissingInARoute() {
    Path copy = TestFolders.copy("folders/st6/router", folder);
    TestFolders.delete(copy.resolve("document_0_Transformer/config.json"));
    assertThat(failures(copy, Reader.ST6)).containsExactly("document_0_Transformer/config.json");
  }

  @ParameterizedTest
  @CsvSource({"ST2, ''", "ST5, ''", "ST6, ''", "TEI, --pooling cls", "DJL, --pooling cls"})
  void wantsAPoolingOfAFolderOfTransformersOnlyWhereOneMustBeStated(Reader reader, String remedy) {
    var broken =
        FolderCheck.check(GoldenFiles.path("encoders/bert"), reader).stream()
            .filter(finding -> !finding.holds())
            .toList();
    if (remedy.isEmpty()) {
      assertThat(broken).isEmpty();
    } else {
      assertThat(broken).singleElement().extracting(Finding::remedy).asString().contains(remedy);
    }
  }

  @Test
  void passesWhatIsWrittenInTheNewDialectForNewReadersOnly() {
    var read = ModelFolder.open(GoldenFiles.path("folders/old/bert-cls"));
    Path model = folder.resolve("model");
    ModelFolderWriter.write(ModelContent.of(read), model, Dialect.NEW, false);
    assertThat(failures(model, Reader.ST5)).isEmpty();
    assertThat(failures(model, Reader.ST6)).isEmpty();
    assertThat(failures(model, Reader.TEI)).isNotEmpty();
  }

  /** As the first files of BERT were written. */
  @Test
  void findsSettingsThatTeiHasNoDefaultsForAndConvertAdds() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder.resolve("bare"));
    Path config = copy.resolve("config.json");
    TestFolders.replace(config, "\"pad_token_id\": 0,", "");
    TestFolders.replace(config, "\"initializer_range\": 0.02,", "");
    TestFolders.replace(config, "\"architectures\": *\\[[^]]*],", "");
    assertThat(failures(copy, Reader.TEI)).containsOnly("config.json");
    try (var read = ModelFolder.open(copy)) {
      Path written = folder.resolve("written");
      ModelFolderWriter.write(ModelContent.of(read), written);
      assertThat(failures(written, Reader.TEI)).isEmpty();
    }
  }

  @Test
  void passesATokenizerThatOnlyNewReadersNameSo() {
    Path fresh = GoldenFiles.path("folders/st6/modernbert-mean-dense");
    assertThat(failures(fresh, Reader.ST2)).contains("tokenizer_config.json");
    try (var read = ModelFolder.open(fresh)) {
      Path written = folder.resolve("written");
      ModelFolderWriter.write(ModelContent.of(read), written, Dialect.OLD, false);
      assertThat(failures(written, Reader.ST2)).doesNotContain("tokenizer_config.json");
    }
  }

  @Test
  void findsAPromptThatIsNull() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.replace(
        copy.resolve("config_sentence_transformers.json"), "\"query\": \"\"", "\"query\": null");
    assertThat(failures(copy, Reader.TEI)).containsExactly("config_sentence_transformers.json");
  }

  /** A folder whose modules lie where modules.json says, which is not where most have them. */
  private Path elsewhere() throws IOException {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    Path encoder = Files.createDirectory(copy.resolve("0_Transformer"));
    for (String name :
        List.of(
            "config.json",
            "model.safetensors",
            "tokenizer.json",
            "tokenizer_config.json",
            "sentence_bert_config.json",
            "vocab.txt")) {
      Files.move(copy.resolve(name), encoder.resolve(name));
    }
    Files.move(copy.resolve("1_Pooling"), copy.resolve("2_Pooling"));
    Path modules = copy.resolve("modules.json");
    TestFolders.replace(modules, "\"path\": *\"\"", "\"path\": \"0_Transformer\"");
    TestFolders.replace(modules, "1_Pooling", "2_Pooling");
    return copy;
  }

  @ParameterizedTest
  @CsvSource({"ST2", "ST5", "ST6"})
  void findsModulesWhereModulesJsonSays(Reader reader) throws IOException {
    Path copy = elsewhere();
    assertThat(failures(copy, reader)).isEmpty();
    TestFolders.replace(
        copy.resolve("2_Pooling/config.json"),
        "\"pooling_mode_cls_token\": true",
        "\"pooling_mode_cls_token\": false");
    assertThat(failures(copy, reader)).containsExactly("2_Pooling/config.json");
    TestFolders.delete(copy.resolve("0_Transformer/config.json"));
    assertThat(failures(copy, reader)).contains("0_Transformer/config.json");
  }

  @Test
  void wantsTheRootForReadersThatKnowNoOtherPlace() throws IOException {
    Path copy = elsewhere();
    assertThat(failures(copy, Reader.TEI))
        .contains("config.json", "tokenizer.json", "1_Pooling/config.json", "model.safetensors");
    assertThat(failures(copy, Reader.DJL)).containsExactly("tokenizer.json", "model.safetensors");
  }

  @Test
  void findsAMissingTokenizer() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.delete(copy.resolve("tokenizer.json"));
    assertThat(failures(copy, Reader.TEI)).containsExactly("tokenizer.json");
    assertThat(failures(copy, Reader.ST2)).isEmpty(); // vocab.txt is there
  }

  @ParameterizedTest
  @CsvSource({
    "bert, ST2, HOLDS",
    "qwen3, ST5, HOLDS",
    "qwen3, ST6, HOLDS",
    "bart, ST5, FAILS",
    "nomic_bert, TEI, HOLDS",
    "modernbert, TEI, UNKNOWN",
    "vit, DJL, UNKNOWN"
  })
  void saysOfWhichFamilyItIsKnown(String type, Reader reader, FolderCheck.Standing standing) {
    assertThat(KnownReaders.reads(reader, type)).isEqualTo(standing);
  }

  @Test
  void comparesWithGoldenVectorsOnlyWhereThereAreSome() {
    assertThat(KnownReaders.remedy(Reader.DJL, "vit", true)).contains("golden.json");
    assertThat(KnownReaders.remedy(Reader.DJL, "vit", false)).contains("lyceum embed");
  }

  @Test
  void saysOfAFamilyThatIsNotKnownHereOnlyToTryIt() {
    assertThat(KnownReaders.remedy(Reader.ST6, "xlnet", false)).endsWith("not known here; try it");
  }

  @ParameterizedTest
  @CsvSource({
    "old/static, makes a static table, versions 3.2 to 5.3",
    "old/router, makes a sparse model or a router, versions 5.0 to 5.3",
    "old/splade, makes a sparse model or a router, versions 5.0 to 5.3"
  })
  void saysWhichVersionsHaveAKindOfModel(String golden, String rule, String versions) {
    assertThat(FolderCheck.check(GoldenFiles.path("folders/" + golden), Reader.ST2))
        .filteredOn(finding -> finding.rule().startsWith(rule))
        .singleElement()
        .returns(FolderCheck.Standing.UNKNOWN, Finding::standing)
        .returns(versions + " load it, older do not", Finding::remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "ST2, sentence-transformers before 6",
    "ST5, sentence-transformers before 6",
    "TEI, text-embeddings-inference",
    "DJL, Deep Java Library's converter"
  })
  void saysOneThingOfAKindThatAReaderDoesNotHave(Reader reader, String program) {
    assertThat(FolderCheck.check(GoldenFiles.path("folders/st6/multi-vector"), reader))
        .singleElement()
        .returns("none: %s has no multi-vector models".formatted(program), Finding::remedy);
  }

  @Test
  void listsWhatAReaderDoesNotKnowAsASentenceDoes() {
    assertThat(FolderCheck.check(GoldenFiles.path("folders/st6/bert-cls"), Reader.ST2))
        .extracting(Finding::remedy)
        .anyMatch(remedy -> remedy.contains("modules.normalize.Normalize, sentence_transformers"))
        .noneMatch(remedy -> remedy.contains("["));
  }

  @Test
  void namesTheRemedy() {
    assertThat(FolderCheck.check(GoldenFiles.path("folders/st6/bert-cls"), Reader.TEI))
        .filteredOn(finding -> finding.file().equals("sentence_bert_config.json"))
        .first()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).contains("max_seq_length");
              assertThat(finding.remedy()).contains("old dialect");
            });
  }

  @Test
  void refusesAnUnknownReader() {
    assertThatThrownBy(() -> Reader.named("st7")).hasMessageContaining("known: st2, st5, st6, tei");
  }
}
