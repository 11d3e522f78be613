// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.Close;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.encoder.Activation;
import org.lyceum.files.JsonFile;
import org.lyceum.head.HeadModule;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.MergedWeights;
import org.lyceum.weights.NarrowedWeights;
import org.lyceum.weights.RenamedWeights;
import org.lyceum.weights.Weights;

class ModelFolderWriterTest {
  private static final Provenance PROVENANCE =
      new Provenance(
          "lyceum distill --seed 7",
          7,
          Map.of("wordnet", "abc"),
          Map.of("train.rate", "1e-4"),
          "none",
          Map.of("loss", 0.125),
          Map.of("java", "25"),
          Instant.parse("2026-01-31T12:00:00Z"));

  @TempDir Path folder;

  private static ModelContent content(String golden) {
    var content = ModelContent.of(ModelFolder.open(GoldenFiles.path(golden)));
    return new ModelContent(
        content.spec(), content.weights(), content.tokenizer(), content.readme(), PROVENANCE, null);
  }

  /** Path to content of every file, as text that differs where a byte does. */
  private static Map<String, String> bytes(Path folder) {
    var bytes = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(folder.relativize(file).toString(), Fingerprint.ofFile(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "old/bert-cls, OLD",
    "st5/bert-cls, NEW",
    "st6/bert-cls, OLD",
    "old/bert-mean-noprompt, NEW",
    "old/bert-weightedmean, OLD",
    "old/static, OLD",
    "st6/static, NEW"
  })
  void writesTheSameBytesAgainAfterReading(String golden, Dialect dialect) {
    Path once = folder.resolve("once");
    Path twice = folder.resolve("twice");
    ModelFolderWriter.write(content("folders/" + golden), once, dialect, false);
    try (var read = ModelFolder.open(once)) {
      ModelFolderWriter.write(ModelContent.of(read), twice, dialect, false);
      assertThat(bytes(twice)).isEqualTo(bytes(once)).containsKeys("golden.json", "README.md");
      assertThat(read.provenance()).hasValue(PROVENANCE);
      assertThat(read.spec()).isEqualTo(content("folders/" + golden).spec());
    }
  }

  @Test
  void writesWhatEveryReaderWants() {
    Path written = folder.resolve("model");
    ModelFolderWriter.write(content("folders/st6/bert-cls"), written);
    assertThat(bytes(written))
        .containsOnlyKeys(
            "1_Pooling/config.json",
            "2_Normalize/.keep",
            "README.md",
            "config.json",
            "config_sentence_transformers.json",
            "golden.json",
            "model.safetensors",
            "modules.json",
            "onnx/model.onnx",
            "provenance.json",
            "sentence_bert_config.json",
            "special_tokens_map.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "vocab.txt");
    assertThat(GoldenFiles.path("folders/old/bert-cls/modules.json"))
        .hasSameTextualContentAs(written.resolve("modules.json"));
  }

  @Test
  void writesAFolderThatWorksWithEitherWeightFileAlone() {
    Path written = folder.resolve("model");
    ModelFolderWriter.write(content("folders/old/bert-cls"), written);
    var both = ModelFolder.open(written);
    Path graphOnly = TestFolders.copy(written, folder.resolve("graph"));
    TestFolders.delete(graphOnly.resolve("model.safetensors"));
    Path arraysOnly = TestFolders.copy(written, folder.resolve("arrays"));
    TestFolders.delete(arraysOnly.resolve("onnx/model.onnx"));
    int copies = 0;
    for (Path part : new Path[] {graphOnly, arraysOnly}) {
      Path again = folder.resolve("again-" + copies++);
      ModelFolderWriter.write(ModelContent.of(ModelFolder.open(part)), again); // checks golden.json
      for (String name : ModelFolder.open(part).weights().names()) {
        assertThat(ModelFolder.open(again).weights().floats(name))
            .isEqualTo(both.weights().floats(name));
      }
    }
  }

  @Test
  void writesDenseLayersToTheirOwnFolder() {
    var plain = content("folders/old/bert-mean");
    var dense = new HeadModule.Dense(32, 2, true, Activation.TANH);
    var spec =
        new ModelSpec(
            plain.spec().backbone(),
            plain.spec().pooling(),
            List.of(dense, new HeadModule.Normalize()),
            plain.spec().text(),
            plain.spec().use());
    var weights =
        new InMemoryWeights()
            .put("2_Dense.linear.weight", Shape.of(2, 32), filled(64))
            .put("2_Dense.linear.bias", Shape.of(2), filled(2));
    var content =
        new ModelContent(
            spec,
            new MergedWeights(List.of(plain.weights(), weights)),
            plain.tokenizer(),
            plain.readme(),
            null,
            null);
    Path once = folder.resolve("once");
    ModelFolderWriter.write(content, once);
    assertThat(once.resolve("2_Dense/model.safetensors")).exists();
    try (var read = ModelFolder.open(once)) {
      assertThat(read.spec()).isEqualTo(spec);
      assertThat(read.width()).isEqualTo(2);
      assertThat(read.weights().floats("2_Dense.linear.weight")).isEqualTo(filled(64));
      ModelFolderWriter.write(ModelContent.of(read), folder.resolve("twice"));
      assertThat(bytes(folder.resolve("twice"))).isEqualTo(bytes(once));
    }
  }

  /** float16 has finer steps, bfloat16 a wider range: only float32 holds both. */
  @Test
  void namesATypeThatHoldsEveryWeight() {
    var plain = content("folders/st5/bert-cls");
    var half = new NarrowedWeights(plain.weights(), DType.F16);
    var brain = new NarrowedWeights(plain.weights(), DType.BF16);
    Predicate<String> tables = name -> name.startsWith("embeddings.");
    var mixed = new MergedWeights(List.of(some(half, tables), some(brain, tables.negate())));
    assertThat(typeNamed("float16", plain, half)).isEqualTo("float16");
    assertThat(typeNamed("mixed", plain, mixed)).isEqualTo("float32");
  }

  private static Weights some(Weights weights, Predicate<String> which) {
    return new RenamedWeights(
        weights,
        weights.names().stream()
            .filter(which)
            .collect(Collectors.toMap(name -> name, name -> name)));
  }

  private String typeNamed(String name, ModelContent model, Weights weights) {
    ModelFolderWriter.write(model.with(model.spec(), weights), folder.resolve(name));
    return JsonFile.read(folder.resolve(name).resolve("config.json")).string("dtype");
  }

  private static float[] filled(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (i % 7 - 3) / 10f;
    }
    return values;
  }

  @Test
  void writesGoldenVectorsOfLengthOne() {
    ModelFolderWriter.write(content("folders/old/static"), folder.resolve("model"));
    var golden = Golden.read(folder.resolve("model/golden.json"));
    assertThat(golden.texts()).hasSize(3);
    for (float[] vector : golden.vectors()) {
      assertThat(Similarity.DOT.of(vector, vector))
          .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-5));
      assertThat(Close.scale(vector)).isEqualTo(1);
    }
  }

  /** Readers of tables cut texts as tokenizer.json says; this program never does. */
  @Test
  void writesTablesThatNobodyCutsTextsFor() throws IOException {
    Path source = folder.resolve("source");
    FolderCopy.write(GoldenFiles.path("folders/old/static"), source, copy -> {});
    Path file = source.resolve("tokenizer.json");
    String cut =
        "\"truncation\":{\"direction\":\"Right\",\"max_length\":8,"
            + "\"strategy\":\"LongestFirst\",\"stride\":0}";
    String limited = Files.readString(file).replaceFirst("\"truncation\": ?null", cut);
    assertThat(limited).contains(cut);
    Files.writeString(file, limited);
    ModelFolderWriter.write(ModelContent.of(ModelFolder.open(source)), folder.resolve("model"));
    assertThat(Files.readString(folder.resolve("model/tokenizer.json")))
        .containsPattern("\"truncation\": ?null");
  }

  @Test
  void refusesAFolderThatExistsUnlessToldToReplaceIt() throws IOException {
    Path there = Files.createDirectories(folder.resolve("there"));
    Files.writeString(there.resolve("mine.txt"), "mine");
    var content = content("folders/old/bert-cls");
    assertThatThrownBy(() -> ModelFolderWriter.write(content, there))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must not exist yet");
    assertThatThrownBy(() -> ModelFolderWriter.write(content, there, Dialect.OLD, true))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must be a model folder");
    assertThat(there.resolve("mine.txt")).exists();
    Files.writeString(there.resolve("modules.json"), "[]"); // an old model
    Files.createDirectories(there.resolve("static"));
    Files.writeString(there.resolve("static/model.safetensors"), "a table");
    assertThatThrownBy(() -> ModelFolderWriter.write(content, there, Dialect.OLD, true))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("would delete: mine.txt, static/model.safetensors; move them away");
    assertThat(there.resolve("modules.json")).hasContent("[]");
    assertThat(there.resolve("mine.txt")).hasContent("mine");
    assertThat(there.resolve("static/model.safetensors")).hasContent("a table");
    Files.delete(there.resolve("mine.txt"));
    Files.delete(there.resolve("static/model.safetensors"));
    ModelFolderWriter.write(content, there, Dialect.OLD, true);
    assertThat(there.resolve("modules.json")).content().contains("Transformer");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    ModelFolderWriter.write(content, empty, Dialect.OLD, true);
    assertThat(empty.resolve("modules.json")).exists();
    assertThat(folder).isDirectoryNotContaining("glob:**.*writing*");
  }

  /** The state in which a process that is killed between its two moves leaves the folder. */
  private Path movedAway(String name, long pid) throws IOException {
    Path model = TestFolders.copy("folders/old/bert-cls", folder.resolve(name));
    Files.createDirectory(model.resolveSibling(".bert-cls.writing-123"));
    Files.move(model, model.resolveSibling(".bert-cls.writing-123.%d.old".formatted(pid)));
    return model;
  }

  @Test
  void restoresWhatAKilledProcessWasReplacing() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor(); // its number belongs to nobody now
    Path opened = movedAway("opened", process.pid());
    ModelFolder.open(opened).close();
    assertThat(opened.resolve("modules.json")).exists();
    Path resolved = movedAway("resolved", process.pid());
    assertThat(Models.resolve(resolved.toString())).isDirectory();
    Path asked = movedAway("asked", process.pid());
    assertThat(SavedModel.isNeededFor(asked)).isFalse();
    assertThat(asked).isDirectory();
    Path written = movedAway("written", process.pid());
    assertThatThrownBy(() -> ModelFolderWriter.write(content("folders/old/bert-cls"), written))
        .hasMessageContaining("must not exist yet");
    assertThat(written.resolve("modules.json")).exists();
  }

  @Test
  void leavesWhatAProcessIsReplacing() throws IOException {
    long alive = ProcessHandle.current().parent().orElseThrow().pid();
    Path model = movedAway("model", alive);
    assertThatThrownBy(() -> ModelFolder.open(model)).hasMessageContaining("no such folder");
    assertThat(folder.resolve("model").resolve(".bert-cls.writing-123.%d.old".formatted(alive)))
        .isDirectory();
  }

  @Test
  void leavesNothingBehindWhenTheGoldenVectorsAreWrong() {
    var content = content("folders/old/bert-cls");
    var wrong = new Golden(List.of("a"), List.of(new float[32]), Golden.TOLERANCE);
    var damaged =
        new ModelContent(
            content.spec(), content.weights(), content.tokenizer(), content.readme(), null, wrong);
    assertThatThrownBy(() -> ModelFolderWriter.write(damaged, folder.resolve("model")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must give the vectors of its golden.json")
        .hasMessageContaining("differs by");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesNothingBehindWhenThePlaceCannotBeWritten() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "not a folder");
    assertThatThrownBy(
            () -> ModelFolderWriter.write(content("folders/old/bert-cls"), file.resolve("model")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot be made: %s is a file and no folder", file);
    assertThat(folder).isDirectoryNotContaining("glob:**.*writing*");
  }

  @Test
  void leavesNothingBehindWhenTheDiskIsFull() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
    Path target = Files.createDirectories(folder.resolve("full")).resolve("model");
    // no file of the process may be larger than 64 blocks of 512 or 1024 bytes
    var process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "ulimit -f 64; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                CopyProgram.class.getName(),
                GoldenFiles.path("folders/old/bert-cls").toString(),
                target.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(4);
    assertThat(output).contains("could not be written, nothing of it is left: ", "File too large");
    assertThat(target.getParent()).isEmptyDirectory();
  }
}
