// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.head.HeadModule;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DataException;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

class ModelFolderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "bert-cls, cls, 1, cosine",
    "bert-mean, mean, 0, dot",
    "bert-weightedmean, weightedmean, 0, cosine",
    "bert-mean-noprompt, mean, 0, cosine",
    "static, mean, 1, cosine"
  })
  void understandsEveryDialect(String name, String pooling, int modules, String similarity) {
    for (String dialect : List.of("old", "st5", "st6")) {
      String golden = "folders/" + dialect + "/" + name;
      try (var model = ModelFolder.open(GoldenFiles.path(golden))) {
        JsonNode expected = GoldenFiles.json(golden + "/expected.json");
        assertThat(model.pooling()).isEqualTo(Pooling.named(pooling));
        assertThat(model.modules()).hasSize(modules);
        assertThat(model.spec().use().similarity()).isEqualTo(Similarity.named(similarity));
        assertThat(model.prompts().byName()).hasSize(expected.path("prompts").size());
        if (!name.equals("static")) {
          assertThat(model.maxTokens()).isEqualTo(expected.path("max_seq_length").asInt());
        }
        assertThat(model.width()).isEqualTo(32);
      }
    }
  }

  @Test
  void refusesATableOfIntegers() {
    Path copy = TestFolders.copy("folders/old/static", folder);
    Path file = copy.resolve("model.safetensors");
    for (String name : List.of("embedding.weight", "embeddings")) {
      var integers = new InMemoryWeights();
      integers.put(name, org.lyceum.tensor.Shape.of(440, 32), new long[440 * 32]);
      Safetensors.write(file, integers, Map.of());
      assertThatThrownBy(() -> ModelFolder.open(copy))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("'%s' must hold floating-point numbers, got I64", name);
    }
  }

  @Test
  void readsModel2VecTables() throws IOException {
    Path copy = TestFolders.copy("folders/old/static", folder);
    float[] rows = Safetensors.open(copy.resolve("model.safetensors")).floats("embedding.weight");
    float[] first = {1, 2, 3, 4};
    Files.delete(copy.resolve("model.safetensors"));
    var file =
        new InMemoryWeights()
            .put("embeddings", org.lyceum.tensor.Shape.of(2, 2), first)
            .put("mapping", org.lyceum.tensor.Shape.of(440), mapping())
            .put("weights", org.lyceum.tensor.Shape.of(440), factors());
    Safetensors.write(copy.resolve("model.safetensors"), file, Map.of());
    try (var model = ModelFolder.open(copy)) {
      assertThat(model.width()).isEqualTo(2);
      float[] table = model.weights().floats("embedding.weight");
      // token 1 is the unknown one, which Model2Vec leaves out of the mean
      assertThat(table).hasSize(rows.length / 32 * 2).startsWith(1.5f, 3, 0, 0, 1.5f, 3, 4.5f, 6);
    }
  }

  @Test
  void refusesModel2VecTablesWhoseTokensHaveNoRowOrNoFactor() throws IOException {
    Path copy = TestFolders.copy("folders/old/static", folder);
    for (long wrong : new long[] {-1, 2, Long.MAX_VALUE}) {
      long[] mapping = mapping();
      mapping[7] = wrong;
      assertThatThrownBy(() -> openModel2Vec(copy, mapping, factors()))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("model.safetensors")
          .hasMessageContaining(
              "'mapping' must name rows of 'embeddings', 0 to 1, got %d for token 7", wrong);
    }
    for (int count : new int[] {439, 441}) {
      assertThatThrownBy(() -> openModel2Vec(copy, mapping(), Arrays.copyOf(factors(), count)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(
              "'weights' must have a factor for each of 440 tokens, got %d", count);
    }
  }

  private static void openModel2Vec(Path copy, long[] mapping, float[] factors) throws IOException {
    Files.deleteIfExists(copy.resolve("model.safetensors"));
    var file =
        new InMemoryWeights()
            .put("embeddings", org.lyceum.tensor.Shape.of(2, 2), new float[4])
            .put("mapping", org.lyceum.tensor.Shape.of(mapping.length), mapping)
            .put("weights", org.lyceum.tensor.Shape.of(factors.length), factors);
    Safetensors.write(copy.resolve("model.safetensors"), file, Map.of());
    ModelFolder.open(copy).close();
  }

  private static long[] mapping() {
    long[] mapping = new long[440];
    for (int i = 0; i < mapping.length; i++) {
      mapping[i] = i % 2;
    }
    return mapping;
  }

  private static float[] factors() {
    float[] factors = new float[440];
    java.util.Arrays.fill(factors, 1.5f);
    return factors;
  }

  @Test
  void readsShardedWeights() throws IOException {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    Path whole = copy.resolve("model.safetensors");
    var weights = InMemoryWeights.copyOf(Safetensors.open(whole));
    var index = new StringBuilder("{\"metadata\":{\"total_size\":1},\"weight_map\":{");
    var shards = List.of(new InMemoryWeights(), new InMemoryWeights());
    int count = 0;
    for (String name : weights.names()) {
      int shard = count++ % 2;
      shards.get(shard).put(name, weights.shape(name), weights.floats(name));
      index.append(count == 1 ? "" : ",");
      index.append("\"%s\":\"shard-%d.safetensors\"".formatted(name, shard));
    }
    for (int i = 0; i < shards.size(); i++) {
      Safetensors.write(copy.resolve("shard-" + i + ".safetensors"), shards.get(i), Map.of());
    }
    Files.delete(whole);
    Files.writeString(copy.resolve("model.safetensors.index.json"), index.append("}}"));
    try (var model = ModelFolder.open(copy)) {
      assertThat(model.weights().names()).containsExactlyInAnyOrderElementsOf(weights.names());
      assertThat(model.weights().floats("pooler.dense.bias"))
          .isEqualTo(weights.floats("pooler.dense.bias"));
    }
  }

  @Test
  void takesAStatedPoolingWhereTheFolderSaysNothing() {
    Path bare = TestFolders.copy("encoders/bert", folder);
    var stated = new StatedPooling(new Pooling.ClsPooling(), true);
    try (var model = ModelFolder.open(bare, stated)) {
      assertThat(model.pooling()).isEqualTo(new Pooling.ClsPooling());
      assertThat(model.modules()).containsExactly(new HeadModule.Normalize());
      assertThat(model.maxTokens()).isEqualTo(64);
    }
  }

  @Test
  void knowsTheSameFilesAgain() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    String before = ModelFolder.open(copy).fingerprint();
    TestFolders.replace(copy.resolve("sentence_bert_config.json"), "32", "31");
    assertThat(before)
        .isEqualTo(ModelFolder.open(GoldenFiles.path("folders/old/bert-cls")).fingerprint())
        .isNotEqualTo(ModelFolder.open(copy).fingerprint());
  }

  @Test
  void knowsAnotherPoolingThatWasStated() {
    Path bare = TestFolders.copy("encoders/bert", folder);
    var prints = new HashSet<String>();
    for (var pooling : List.of(new Pooling.ClsPooling(), new Pooling.MeanPooling())) {
      for (boolean normalize : new boolean[] {true, false}) {
        try (var model = ModelFolder.open(bare, new StatedPooling(pooling, normalize));
            var same = ModelFolder.open(bare, new StatedPooling(pooling, normalize))) {
          assertThat(model.fingerprint()).isEqualTo(same.fingerprint());
          prints.add(model.fingerprint());
        }
      }
    }
    assertThat(prints).hasSize(4);
  }

  @Test
  void refusesModulesInAnotherOrderThanTheirNumbers() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.replace(copy.resolve("modules.json"), "\"idx\": 1", "\"idx\": 0");
    refuses(() -> ModelFolder.open(copy), "modules.json", "in the order of their 'idx', got 0");
  }

  @Test
  void refusesAFolderThatDoesNotSayHowItPools() {
    Path bare = TestFolders.copy("encoders/bert", folder);
    refuses(() -> ModelFolder.open(bare), "there is no modules.json", "--pooling");
  }

  @Test
  void refusesAMissingPoolingFile() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.delete(copy.resolve("1_Pooling/config.json"));
    refuses(() -> ModelFolder.open(copy), "1_Pooling/config.json", "is missing", "--pooling");
  }

  @Test
  void refusesAPoolingFileWithoutChoice() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.replace(
        copy.resolve("1_Pooling/config.json"), "cls_token\": true", "cls_token\": false");
    refuses(() -> ModelFolder.open(copy), "one pooling must be chosen, but none is");
  }

  @Test
  void refusesAnUnknownPooling() {
    Path copy = TestFolders.copy("folders/st6/bert-cls", folder);
    TestFolders.replace(copy.resolve("1_Pooling/config.json"), "\"cls\"", "\"first\"");
    refuses(() -> ModelFolder.open(copy), "unknown pooling 'first'; known: cls, max, mean");
  }

  @Test
  void refusesAPoolingOfAnotherWidth() {
    Path copy = TestFolders.copy("folders/st6/bert-cls", folder);
    TestFolders.replace(copy.resolve("1_Pooling/config.json"), "32", "384");
    refuses(() -> ModelFolder.open(copy), "the pooled width must be the encoder's, 32, got 384");
  }

  @Test
  void refusesModulesWithoutPooling() {
    Path copy = TestFolders.copy("folders/old/bert-mean", folder);
    TestFolders.replace(copy.resolve("modules.json"), "(?s),\\s*\\{\\s*\"idx\": 1.*\\}", "");
    refuses(() -> ModelFolder.open(copy), "the second module must be a Pooling");
  }

  @Test
  void refusesAnUnknownModule() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.replace(copy.resolve("modules.json"), "models.Normalize", "models.Mystery");
    refuses(() -> ModelFolder.open(copy), "not supported because of the module type", "Mystery");
  }

  @Test
  void refusesAModulePathThatLeavesTheFolder() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.replace(copy.resolve("modules.json"), "1_Pooling", "../1_Pooling");
    refuses(() -> ModelFolder.open(copy), "must stay inside the model folder");
  }

  @Test
  void refusesWeightsThatDoNotFitAndSaysOfWhichFolder() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    Path config = copy.resolve("config.json");
    TestFolders.replace(config, "\"num_hidden_layers\": 3", "\"num_hidden_layers\": 4");
    assertThatThrownBy(() -> ModelFolder.open(copy))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            copy + ": the weights must fit their configuration: there is no array")
        .hasMessageContaining("encoder.layer.3.");
    TestFolders.replace(config, "\"num_hidden_layers\": 4", "\"num_hidden_layers\": 3");
    TestFolders.replace(config, "\"type_vocab_size\": 2", "\"type_vocab_size\": 5");
    assertThatThrownBy(() -> ModelFolder.open(copy))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must have shape (5, 32), got (2, 32)");
  }

  @Test
  void refusesAnotherArchitecture() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.replace(
        copy.resolve("config.json"), "\"model_type\": \"bert\"", "\"model_type\": \"xlnet\"");
    refuses(
        () -> ModelFolder.open(copy),
        "not supported because model_type is 'xlnet'; supported: albert, bart, beit, bert");
  }

  @Test
  void refusesRelativePositions() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.replace(copy.resolve("config.json"), "\"absolute\"", "\"relative_key\"");
    refuses(
        () -> ModelFolder.open(copy),
        "'position_embedding_type' is 'relative_key', not 'absolute'");
  }

  @Test
  void refusesAMissingSize() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.replace(copy.resolve("config.json"), "\"hidden_size\": 32,", "");
    refuses(() -> ModelFolder.open(copy), "config.json", "'hidden_size' must be an integer");
  }

  @Test
  void refusesBrokenJsonAndNamesTheLine() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.replace(copy.resolve("config.json"), "\"hidden_size\": 32,", "\"hidden_size\": ,");
    refuses(() -> ModelFolder.open(copy), "config.json:", "must be JSON");
  }

  @Test
  void refusesAFolderWithoutTokenizer() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.delete(copy.resolve("tokenizer.json"));
    TestFolders.delete(copy.resolve("vocab.txt"));
    refuses(() -> ModelFolder.open(copy), "must hold a tokenizer");
  }

  @Test
  void refusesAFolderWithoutWeights() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    TestFolders.delete(copy.resolve("model.safetensors"));
    refuses(
        () -> ModelFolder.open(copy), "must hold weights: model.safetensors or onnx/model.onnx");
  }

  @Test
  void refusesTruncatedWeights() throws IOException {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    byte[] bytes = Files.readAllBytes(copy.resolve("model.safetensors"));
    Files.write(
        copy.resolve("model.safetensors"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    refuses(() -> ModelFolder.open(copy), "model.safetensors");
  }

  @Test
  void refusesWeightsThatAreNotFinite() {
    Path copy = TestFolders.copy("folders/old/bert-cls", folder);
    Path file = copy.resolve("model.safetensors");
    var weights = InMemoryWeights.copyOf(Safetensors.open(file));
    weights.floats("encoder.layer.1.output.dense.bias")[3] = Float.NaN;
    Safetensors.write(file, weights, Map.of());
    refuses(
        () -> ModelFolder.open(copy),
        "weights must be finite, but element 3 of 'encoder.layer.1.output.dense.bias' (32) is NaN");
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    refuses(() -> ModelFolder.open(folder.resolve("nowhere")), "there is no such folder");
  }

  private static void refuses(Callable<?> open, String... messages) {
    var thrown = assertThatThrownBy(open::call).isInstanceOf(DataException.class);
    for (String message : messages) {
      thrown.hasMessageContaining(message);
    }
  }

  @Test
  void isTheSameModelWithAReportAndACompanion() throws IOException {
    Path model = TestFolders.copy("folders/old/bert-cls", folder);
    String before = Fingerprint.of(model);
    Files.writeString(model.resolve("report.json"), "{}");
    TestFolders.copy("folders/old/static", model.resolve("static"));
    assertThat(Fingerprint.of(model)).isEqualTo(before);
    Files.writeString(model.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 9}");
    assertThat(Fingerprint.of(model)).isNotEqualTo(before);
  }

  @Test
  void saysWhatItIsRunFrom() throws IOException {
    Path model = TestFolders.copy("folders/old/bert-cls", folder);
    long tokenizer = Files.size(model.resolve("tokenizer.json"));
    assertThat(ModelFolder.bytesToRun(model, GraphPrecision.FLOAT32))
        .isEqualTo(tokenizer + Files.size(model.resolve("model.safetensors")));
    Files.write(model.resolve("model.onnx"), new byte[1000]);
    assertThat(ModelFolder.bytesToRun(model, GraphPrecision.FLOAT32))
        .isGreaterThan(tokenizer + 1000);
    Path written = folder.resolve("written");
    try (var read = ModelFolder.open(model)) {
      ModelFolderWriter.write(ModelContent.of(read), written);
    }
    assertThat(ModelFolder.bytesToRun(written, GraphPrecision.FLOAT32))
        .isEqualTo(
            Files.size(written.resolve("tokenizer.json"))
                + Files.size(written.resolve("onnx/model.onnx")));
    Files.createDirectories(model.resolve("onnx"));
    Files.write(model.resolve("onnx/model_int8.onnx"), new byte[100]);
    assertThat(ModelFolder.bytesToRun(model, GraphPrecision.INT8)).isEqualTo(tokenizer + 100);
  }

  @Test
  void isTheSameModelThroughALinkAndNoOther(@TempDir Path links) throws IOException {
    var prints = new ArrayList<String>();
    for (String name : List.of("bert-cls", "bert-mean")) {
      Path folder = GoldenFiles.path("folders/old/" + name);
      Path link = Files.createSymbolicLink(links.resolve(name), folder.toAbsolutePath());
      Path copy = links.resolve(name + "-copy");
      FolderCopy.write(link, copy, target -> {});
      for (Path each : List.of(folder, link, copy)) {
        try (var model = ModelFolder.open(each)) {
          prints.add(model.fingerprint());
        }
      }
    }
    assertThat(prints.subList(0, 3)).containsOnly(prints.get(0));
    assertThat(prints.subList(3, 6)).containsOnly(prints.get(3));
    assertThat(prints.get(0)).isNotEqualTo(prints.get(3));
  }
}
