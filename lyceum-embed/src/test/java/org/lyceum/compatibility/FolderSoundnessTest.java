// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.compatibility.FolderCheck.Finding;
import org.lyceum.compatibility.FolderCheck.Reader;
import org.lyceum.compatibility.FolderCheck.Standing;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

/** What is said of files that are damaged or do not belong together, whoever reads them. */
class FolderSoundnessTest {
  private static final String WEIGHTS = "model.safetensors";
  private static final String MATRIX = "encoder.layer.0.intermediate.dense.weight"; // (72, 32)

  @TempDir Path folder;

  private Path copy(String golden) {
    return TestFolders.copy("folders/" + golden, folder);
  }

  /** What is found of a part, which all readers are told alike. */
  private static Finding found(Path model, String part) {
    var readers = List.of(Reader.values());
    var findings =
        FolderCheck.check(model, readers).stream()
            .flatMap(List::stream)
            .filter(finding -> finding.file().equals(part))
            .toList();
    assertThat(findings).hasSameSizeAs(readers);
    assertThat(findings.stream().distinct()).hasSize(1);
    return findings.getFirst();
  }

  private static void assertBroken(Path model, String part, String said) {
    assertThat(found(model, part).standing()).isEqualTo(Standing.FAILS);
    assertThat(found(model, part).remedy()).contains(said);
  }

  private static void assertNotLookedAt(Path model, String summary) {
    assertThat(found(model, "weights"))
        .returns(Standing.UNKNOWN, Finding::standing)
        .returns("not looked at by Lyceum: " + summary, Finding::remedy);
    assertThat(FolderCheck.check(model, Reader.ST6)).allMatch(Finding::holds);
  }

  private static InMemoryWeights weights(Path file) {
    return InMemoryWeights.copyOf(Safetensors.open(file));
  }

  private static void write(Path file, InMemoryWeights weights) {
    Safetensors.write(file, weights, Map.of());
  }

  private static void damage(Path file) {
    var weights = weights(file);
    weights.floats(weights.names().iterator().next())[0] = Float.NaN;
    write(file, weights);
  }

  private static void cut(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(all, all.length - 100));
  }

  @Test
  void isThatAllHoldsOfAModelAsItWasWritten() {
    Path model = GoldenFiles.path("folders/old/bert-cls");
    assertThat(found(model, "weights").standing()).isEqualTo(Standing.HOLDS);
    assertThat(found(model, "tokenizer").standing()).isEqualTo(Standing.HOLDS);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'must be JSON, but is empty'",
    "'{\"version\": \"1.0\"}', must be a tokenizer.json with a 'model'",
    "'{\"model\": {', must be JSON",
    "'{\"model\": {\"vocab\": {}, \"type\": \"Mystery\"}}', must be a tokenizer"
  })
  void namesATokenizerThatCannotBeRead(String content, String said) throws IOException {
    Path model = copy("old/bert-cls");
    Files.writeString(model.resolve("tokenizer.json"), content);
    assertBroken(model, "tokenizer", said);
    assertThat(found(model, "weights").holds()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "hidden_size, 64, settings, 'the pooled width must be the encoder''s, 64, got 32'",
    "hidden_size, 50, settings, 'heads must divide the width 50, got 4'",
    "num_hidden_layers, 6, weights, there is no array 'encoder.layer.3.",
    "intermediate_size, 80, weights, 'must have shape (80, 32), got (72, 32)'",
    "vocab_size, 441, weights, 'must have shape (441, 32), got (440, 32)'"
  })
  void namesAConfigurationOfAnotherModel(String key, int value, String part, String said) {
    Path model = copy("old/bert-cls");
    TestFolders.replace(
        model.resolve("config.json"), "(\"%s\": *)\\d+".formatted(key), "$1" + value);
    assertBroken(model, part, said);
  }

  @Test
  void namesWeightsThatAreNotWhole() throws IOException {
    Path model = copy("old/bert-cls");
    cut(model.resolve(WEIGHTS));
    assertBroken(model, "weights", "model.safetensors: truncated: expected");
  }

  @Test
  void namesAnArrayThatIsMissing() {
    Path model = copy("old/bert-cls");
    Path file = model.resolve(WEIGHTS);
    var all = weights(file);
    var left = new InMemoryWeights();
    all.names().stream()
        .filter(name -> !name.equals(MATRIX))
        .forEach(name -> left.put(name, all.shape(name), all.floats(name)));
    write(file, left);
    assertBroken(model, "weights", "there is no array '" + MATRIX);
  }

  @Test
  void namesAnArrayOfAnotherShape() {
    Path model = copy("old/bert-cls");
    Path file = model.resolve(WEIGHTS);
    var all = weights(file);
    write(file, all.put(MATRIX, Shape.of(32, 72), all.floats(MATRIX)));
    assertBroken(model, "weights", "must have shape (72, 32), got (32, 72)");
  }

  @ParameterizedTest
  @CsvSource({
    "old/bert-cls, model.safetensors",
    "old/modernbert-mean-dense, 2_Dense/model.safetensors",
    "old/splade, model.safetensors"
  })
  void namesANumberThatIsNone(String golden, String file) {
    Path model = copy(golden);
    damage(model.resolve(file));
    assertBroken(model, "weights", "weights must be finite, but element 0 of");
  }

  @ParameterizedTest
  @CsvSource({
    "old/cross-encoder, TEI, model.safetensors",
    "old/router, ST2, document_0_Transformer/model.safetensors",
    "old/static, ST2, model.safetensors",
    "st6/multi-vector, ST6, 1_Dense/model.safetensors"
  })
  void looksAtKindsThatNotAllReadersHave(String golden, Reader reader, String file) {
    Path model = copy(golden);
    assertThat(FolderCheck.check(model, reader)).allMatch(Finding::holds);
    damage(model.resolve(file));
    assertThat(FolderCheck.check(model, reader))
        .filteredOn(finding -> !finding.holds())
        .singleElement()
        .satisfies(finding -> assertThat(finding.remedy()).contains("weights must be finite"));
  }

  @Test
  void doesNotLookAtAFamilyThatIsNotKnown() {
    Path model = copy("old/bert-cls");
    TestFolders.replace(model.resolve("config.json"), "\"bert\"", "\"xlnet\"");
    assertNotLookedAt(model, "config.json: not supported because model_type is 'xlnet'");
    assertThat(found(model, "tokenizer").standing()).isEqualTo(Standing.HOLDS);
  }

  @Test
  void namesWhatIsBrokenWhateverTheFamily() throws IOException {
    Path model = copy("old/bert-cls");
    TestFolders.replace(model.resolve("config.json"), "\"bert\"", "\"xlnet\"");
    Files.writeString(model.resolve("tokenizer.json"), "");
    cut(model.resolve(WEIGHTS));
    assertBroken(model, "tokenizer", "must be JSON, but is empty");
    assertBroken(model, "weights", "truncated");
  }

  @Test
  void doesNotCallASettingBrokenThatIsNotUnderstood() {
    Path model = copy("old/bert-cls");
    TestFolders.replace(model.resolve("config.json"), "\\{\\s", "{\"new_trick\": 3, ");
    assertNotLookedAt(
        model,
        "config.json: not supported because 'new_trick' is 3, a setting that is not understood here"
            + " and may change the vectors");
  }

  @ParameterizedTest
  @CsvSource({"old/bert-cls, ''", "old/modernbert-mean-dense, 2_Dense/"})
  void doesNotCallAPickleBroken(String golden, String module) throws IOException {
    Path model = copy(golden);
    Files.move(model.resolve(module + WEIGHTS), model.resolve(module + "pytorch_model.bin"));
    assertNotLookedAt(
        model,
        module + "pytorch_model.bin: not supported because it is a pickle, which can run code");
  }

  @Test
  void saysOnceThatNoPoolingIsChosen() {
    Path model = copy("old/bert-cls");
    TestFolders.replace(
        model.resolve("1_Pooling/config.json"),
        "\"pooling_mode_cls_token\": true",
        "\"pooling_mode_cls_token\": false");
    assertThat(FolderCheck.check(model, Reader.ST6))
        .filteredOn(finding -> !finding.holds())
        .singleElement()
        .returns("1_Pooling/config.json", Finding::file);
  }
}
