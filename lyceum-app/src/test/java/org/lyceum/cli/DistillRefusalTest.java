// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.files.FolderTree;
import org.lyceum.folder.FolderCopy;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;

/**
 * What {@code distill} refuses, and that it leaves nothing behind then, but for a run that can go
 * on.
 */
class DistillRefusalTest {
  @TempDir Path folder;
  private DistillSetting setting;

  @BeforeEach
  void writeACorpus() throws IOException {
    setting = DistillSetting.in(folder);
  }

  private void assertRefused(CommandRun run, int code, String... words) throws IOException {
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    var last = run.err().lines().reduce("", (before, line) -> line);
    assertThat(last).startsWith("lyceum: ").contains(words);
    assertThat(setting.output()).doesNotExist();
    assertThat(folder.resolve("out.partial")).doesNotExist();
  }

  static Stream<Arguments> badCorpora() {
    return Stream.of(
        Arguments.of("empty.txt", "", "there is none in it"),
        Arguments.of("broken.jsonl", "{\"text\": \"a\"}\n{\"text\": \"b\"\n", "broken.jsonl:2: "),
        Arguments.of("other.jsonl", "{\"title\": \"a\"}\n", "other.jsonl:1: "),
        Arguments.of("other.csv", "title\na\n", "text"),
        Arguments.of("other.pdf", "a", ".jsonl, .ndjson or .csv"),
        Arguments.of("small.txt", "one\ntwo\nthree\n", "200 or more different texts"));
  }

  @ParameterizedTest
  @MethodSource("badCorpora")
  void refusesACorpusThatIsNotOne(String name, String content, String words) throws IOException {
    Files.writeString(folder.resolve(name), content);
    assertRefused(setting.run(name), 4, name, words);
  }

  @Test
  void refusesACorpusThatIsMissing() throws IOException {
    assertRefused(setting.run("nowhere.txt"), 4, "nowhere.txt", "no such file");
  }

  @Test
  void refusesACorpusThatIsNotUtf8() throws IOException {
    Files.write(
        folder.resolve("latin.txt"), "good\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(setting.run("latin.txt"), 4, "latin.txt:2: ", "UTF-8");
  }

  @Test
  void refusesACorpusThatCannotBeRead() throws IOException {
    // also by the superuser: the memory of a process has nothing at address 0
    Files.createSymbolicLink(folder.resolve("memory.txt"), Path.of("/proc/self/mem"));
    assertRefused(setting.run("memory.txt"), 4, "memory.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "--teacher, nobody, 2, nobody",
    "--teacher, /tmp/nowhere/model, 2, /tmp/nowhere/model",
    "--student, giant, 2, giant",
    "--student, layers:9, 2, 9",
    "--student, static:999, 2, at most as wide",
    "--student, 'fresh:0,64', 2, 'must have 1 to 24 layers, got 0'",
    "--student, 'fresh:999999,32', 2, 'must have 1 to 24 layers, got 999999'",
    "--student, 'fresh:1,70400', 2, 'a multiple of 32 from 32 to 1024, got 70400'",
    "--student, 'fresh:1,48', 2, 'a multiple of 32 from 32 to 1024, got 48'",
    "--minutes, 0, 2, --minutes",
    "--minutes, soon, 2, --minutes",
    "--threads, 0, 2, --threads",
    "--precision, float8, 2, float8",
    "--seed, one, 2, --seed",
  })
  void refusesAnOptionOutOfRange(String option, String value, int code, String words)
      throws IOException {
    var args = new ArrayList<>(setting.arguments("good.txt"));
    int at = args.indexOf(option);
    if (at < 0) {
      args.addAll(List.of(option, value));
    } else {
      args.set(at + 1, value);
    }
    assertRefused(CommandRun.of(args.toArray(String[]::new)), code, words);
  }

  @Test
  void refusesAnOutputThatExists() throws IOException {
    Files.createDirectory(setting.output());
    Files.writeString(setting.output().resolve("mine.txt"), "keep");
    var run = setting.run("good.txt");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("exists already; choose another folder");
    assertThat(setting.output().resolve("mine.txt")).hasContent("keep");
  }

  @Test
  void refusesAnOutputThatCannotBeMade() {
    var args = setting.arguments("good.txt");
    args.set(args.indexOf("--output") + 1, "/proc/student");
    var run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("/proc/student: cannot be made: no file can be made in /proc");
    args.add("--dry-run");
    assertThat(CommandRun.of(args.toArray(String[]::new)).code()).isEqualTo(4);
  }

  @Test
  void refusesToGoOnWithAPlanOfAnotherVersion() throws IOException {
    var work = Files.createDirectories(folder.resolve("out.partial"));
    Files.writeString(
        work.resolve("plan.json"),
        "{\"asked\": \"teacher minilm-l6, recipe 1\", \"whatever\": {\"was\": 3}}");
    var run = setting.run("good.txt", "--resume");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("recipe 1", "now", "recipe 3", "or remove the folder");
    assertThat(work.resolve("plan.json")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{", "{}", "{\"asked\": null}"})
  void refusesToGoOnWithAPlanThatIsDamaged(String content) throws IOException {
    var work = Files.createDirectories(folder.resolve("out.partial"));
    Files.writeString(work.resolve("plan.json"), content);
    var run = setting.run("good.txt", "--resume");
    assertThat(run.code()).as(run.err()).isEqualTo(4);
    assertThat(run.err())
        .contains("plan.json: damaged", "remove the folder")
        .doesNotContain("jackson", "Source", "Stopped");
  }

  @Test
  void refusesToGoOnWithoutThePlan() throws IOException {
    Files.createDirectories(folder.resolve("out.partial/student/checkpoints"));
    var run = setting.run("good.txt", "--resume");
    assertThat(run.code()).as(run.err()).isEqualTo(4);
    assertThat(run.err()).contains("the plan of the run that was interrupted here is gone");
  }

  @Test
  void refusesToResumeWhatWasNeverBegun() throws IOException {
    assertRefused(setting.run("good.txt", "--resume"), 3, "no interrupted run");
  }

  @FunctionalInterface
  interface Damage {
    void to(Path model) throws IOException;
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("no tokenizer", DistillRefusalTest::deleteTokenizer, "tokenizer"),
        damage(
            "no pooling", model -> Files.delete(model.resolve("1_Pooling/config.json")), "ooling"),
        damage("cut weights", DistillRefusalTest::cut, "model.safetensors"),
        damage("NaN", DistillRefusalTest::putNaN, "NaN"),
        damage("wrong golden vector", DistillRefusalTest::putGolden, "golden.json"),
        damage(
            "weights of another",
            DistillRefusalTest::train,
            "must give the vectors of its golden.json"));
  }

  private static Arguments damage(String name, Damage damage, String words) {
    return Arguments.of(name, damage, words);
  }

  private static void deleteTokenizer(Path model) throws IOException {
    Files.delete(model.resolve("tokenizer.json"));
    Files.delete(model.resolve("vocab.txt"));
  }

  private static void cut(Path model) throws IOException {
    var file = model.resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 100));
  }

  private static void putNaN(Path model) throws IOException {
    var file = model.resolve("model.safetensors");
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(bytes.capacity() - 4, Float.NaN);
    Files.write(file, bytes.array());
  }

  private static void putGolden(Path model) throws IOException {
    var zeros = "[%s]".formatted(String.join(",", Collections.nCopies(32, "0.5")));
    Files.writeString(
        model.resolve("golden.json"),
        "{\"texts\": [\"a\"], \"vectors\": [%s], \"tolerance\": 1e-4}".formatted(zeros));
  }

  /** Golden vectors vouch for the graph; the weights were trained on since. */
  private static void train(Path model) throws IOException {
    FolderTree.delete(model);
    try (var teacher = ModelFolder.open(Path.of(DistillSetting.TEACHER))) {
      ModelFolderWriter.write(ModelContent.of(teacher), model);
    }
    var file = model.resolve("model.safetensors");
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int first = Math.toIntExact(Long.BYTES + bytes.getLong(0));
    for (int at = first; at < first + 4_000; at += Float.BYTES) {
      bytes.putFloat(at, 1.1f * bytes.getFloat(at));
    }
    Files.write(file, bytes.array());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void refusesATeacherThatIsDamaged(String name, Damage damage, String words) throws IOException {
    var model = folder.resolve("teacher");
    FolderCopy.write(Path.of(DistillSetting.TEACHER), model, copy -> {});
    damage.to(model);
    var args = new ArrayList<>(setting.arguments("good.txt"));
    args.set(args.indexOf("--teacher") + 1, model.toString());
    assertRefused(CommandRun.of(args.toArray(String[]::new)), 4, words);
  }

  @Test
  void keepsWhatCanGoOnWhereTheDiskIsFull() throws Exception {
    var probe = new ProcessBuilder("unshare", "-rm", "true").start();
    Assumptions.assumeTrue(
        probe.waitFor() == 0, "skipped: this system lets no process mount a small disk of its own");
    var disk = Files.createDirectory(folder.resolve("disk"));
    var script =
        "mount -t tmpfs -o size=256k none '%s'; \"$0\" \"$@\"; code=$?; ls '%s'; exit $code"
            .formatted(disk, disk);
    var args = new ArrayList<>(setting.arguments("good.txt"));
    args.set(args.indexOf("--output") + 1, disk.resolve("out").toString());
    var run = setting.start(List.of("unshare", "-rm", "bash", "-c", script), args);
    assertThat(run.waitFor()).as(setting.log()).isEqualTo(4);
    assertThat(setting.log()).contains("No space left", "--resume goes on", "\nout.partial\n");
    assertThat(setting.log().lines()).doesNotContain("out");
  }

  /** The log of training goes to a device that takes nothing, as a disk does when it gets full. */
  @Test
  void keepsWhatCanGoOnWhereAFileTakesNoMore() throws Exception {
    var full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "skipped: this system has no /dev/full");
    var work = folder.resolve("out.partial");
    Files.createDirectories(work.resolve("student"));
    Files.createSymbolicLink(work.resolve("student/train.jsonl"), full);
    var run = setting.start(List.of(), setting.arguments("good.txt", "--resume"));
    assertThat(run.waitFor()).as(setting.log()).isEqualTo(4);
    assertThat(setting.log()).contains("No space left", "out.partial; --resume goes on");
    assertThat(work.resolve("plan.json")).exists();
    assertThat(setting.output()).doesNotExist();
  }
}
