// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.embed.FolderCopy;

class DistillTest {
  private static final String TEACHER = ModelCommandsTest.golden("folders/old/bert-cls");

  @TempDir Path folder;

  @BeforeEach
  void writeACorpus() throws IOException {
    Files.write(folder.resolve("good.txt"), texts(400));
  }

  private static List<String> texts(int count) {
    var words = List.of("the", "student", "answers", "a", "question", "about", "time", "light");
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "%s %s of number %d is %s here. It knows %d and %s."
                    .formatted(
                        words.get(i % 8),
                        words.get(i / 8 % 8),
                        i,
                        words.get(i / 64 % 8),
                        i * 7919,
                        words.get(i * 5 % 8)))
        .toList();
  }

  private Path output() {
    return folder.resolve("out");
  }

  private List<String> arguments(String corpus, String... more) {
    var args = new ArrayList<>(List.of("distill"));
    if (!List.of(more).contains("--teacher")) {
      args.addAll(List.of("--teacher", TEACHER));
    }
    if (!List.of(more).contains("--student")) {
      args.addAll(List.of("--student", "layers:1", "--minutes", "0.5"));
    }
    args.addAll(List.of("--corpus", folder.resolve(corpus).toString()));
    args.addAll(List.of("--output", output().toString()));
    args.addAll(List.of(more));
    return args;
  }

  private CommandRun run(String corpus, String... more) {
    return CommandRun.of(arguments(corpus, more).toArray(String[]::new));
  }

  private void assertRefused(CommandRun run, int code, String... words) throws IOException {
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    var last = run.err().lines().reduce("", (before, line) -> line);
    assertThat(last).startsWith("lyceum: ").contains(words);
    assertThat(output()).doesNotExist();
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
    assertRefused(run(name), 4, name, words);
  }

  @Test
  void refusesACorpusThatIsMissing() throws IOException {
    assertRefused(run("nowhere.txt"), 4, "nowhere.txt", "no such file");
  }

  @Test
  void refusesACorpusThatIsNotUtf8() throws IOException {
    Files.write(
        folder.resolve("latin.txt"), "good\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(run("latin.txt"), 4, "latin.txt:2: ", "UTF-8");
  }

  @Test
  void refusesACorpusThatCannotBeRead() throws IOException {
    // also by the superuser: the memory of a process has nothing at address 0
    Files.createSymbolicLink(folder.resolve("memory.txt"), Path.of("/proc/self/mem"));
    assertRefused(run("memory.txt"), 4, "memory.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "--teacher, nobody, 2, nobody",
    "--teacher, /tmp/nowhere/model, 2, /tmp/nowhere/model",
    "--student, giant, 2, giant",
    "--student, layers:9, 2, 9",
    "--student, static:999, 2, at most as wide",
    "'--student', 'fresh:0,64', 2, 0",
    "--minutes, 0, 2, --minutes",
    "--minutes, soon, 2, --minutes",
    "--threads, 0, 2, --threads",
    "--precision, float8, 2, float8",
    "--seed, one, 2, --seed",
  })
  void refusesAnOptionOutOfRange(String option, String value, int code, String words)
      throws IOException {
    var args = new ArrayList<>(arguments("good.txt"));
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
    Files.createDirectory(output());
    Files.writeString(output().resolve("mine.txt"), "keep");
    var run = run("good.txt");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("exists already; choose another folder");
    assertThat(output().resolve("mine.txt")).hasContent("keep");
  }

  @Test
  void refusesAnOutputThatCannotBeMade() {
    var args = arguments("good.txt");
    args.set(args.indexOf("--output") + 1, "/proc/student");
    var run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("/proc/student");
  }

  @Test
  void refusesToResumeWhatWasNeverBegun() throws IOException {
    assertRefused(run("good.txt", "--resume"), 3, "no interrupted run");
  }

  // ---- teachers that are broken -----------------------------------------------------------------

  @FunctionalInterface
  interface Damage {
    void to(Path model) throws IOException;
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("no tokenizer", DistillTest::deleteTokenizer, "tokenizer"),
        damage(
            "no pooling", model -> Files.delete(model.resolve("1_Pooling/config.json")), "ooling"),
        damage("cut weights", DistillTest::cut, "model.safetensors"),
        damage("NaN", DistillTest::putNaN, "NaN"),
        damage("wrong golden vector", DistillTest::putGolden, "golden.json"));
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
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 100));
  }

  private static void putNaN(Path model) throws IOException {
    var file = model.resolve("model.safetensors");
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(bytes.capacity() - 4, Float.NaN);
    Files.write(file, bytes.array());
  }

  private static void putGolden(Path model) throws IOException {
    var zeros = "[%s]".formatted(String.join(",", java.util.Collections.nCopies(32, "0.5")));
    Files.writeString(
        model.resolve("golden.json"),
        "{\"texts\": [\"a\"], \"vectors\": [%s], \"tolerance\": 1e-4}".formatted(zeros));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void refusesATeacherThatIsDamaged(String name, Damage damage, String words) throws IOException {
    var model = folder.resolve("teacher");
    try (var files = Files.walk(Path.of(TEACHER))) {
      for (var file : files.toList()) {
        var copy = model.resolve(Path.of(TEACHER).relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.write(copy, Files.readAllBytes(file));
        }
      }
    }
    damage.to(model);
    var args = new ArrayList<>(arguments("good.txt"));
    args.set(args.indexOf("--teacher") + 1, model.toString());
    assertRefused(CommandRun.of(args.toArray(String[]::new)), 4, words);
  }

  // ---- the whole run ----------------------------------------------------------------------------

  @Test
  void plansWhatItsHelpShowsForASmallTeacher() {
    var others =
        Map.of(
            "minilm-l6",
            TEACHER,
            "layers:3",
            "layers:1",
            "10",
            "0.5",
            "my-model",
            output().toString());
    var corpus = folder.resolve("good.txt").toString();
    var run = CommandRun.example("distill", others, "--corpus", corpus, "--dry-run");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("the teacher embeds 360 texts");
  }

  @Test
  void foreseesTimeAndMemoryWithoutDoingAnything() throws IOException {
    var run = run("good.txt", "--dry-run");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Plan     0.5 minutes", "seconds: start", "memory: about");
    assertThat(output()).doesNotExist();
    assertThat(folder.resolve("out.partial")).doesNotExist();
  }

  /** Enough to learn for some seconds, with a checkpoint every 3 of them. */
  private static final String[] SLOW = {
    "--student", "fresh:2,256", "--minutes", "1", "--precision", "float32"
  };

  private Process start(List<String> before, List<String> args) throws IOException {
    var command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName()));
    command.addAll(args);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log.txt").toFile());
    builder.environment().put("LYCEUM_CACHE", folder.resolve("cache").toString());
    builder.environment().put("LYCEUM_DATA", folder.toString()); // no SciFact, which takes long
    return builder.start();
  }

  private List<String> resuming(Path output) {
    var args = new ArrayList<>(arguments("good.txt", SLOW));
    args.add("--resume");
    args.set(args.indexOf("--output") + 1, output.toString());
    return args;
  }

  private int finish(Process process) throws Exception {
    return process.waitFor();
  }

  private void awaitCheckpoint(Process process) throws Exception {
    while (newest().isEmpty()) {
      requireRunning(process);
    }
  }

  /** Waits until a resumed run has read its plan and goes on with it. */
  private void awaitPlan(Process process) throws Exception {
    while (!log().contains("Plan  ")) {
      requireRunning(process);
    }
  }

  private void requireRunning(Process process) throws Exception {
    if (process.waitFor(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      throw new AssertionError("ended early: " + log());
    }
  }

  private String newest() throws IOException {
    var checkpoints = folder.resolve("out.partial/student/checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return "";
    }
    try (var files = Files.list(checkpoints)) {
      return files.map(file -> file.getFileName().toString()).sorted().reduce("", (a, b) -> b);
    }
  }

  /** As older folders are: the encoder and its tokenizer in a folder of their own. */
  @Test
  void teachesFromAFolderInAnotherLayout() throws IOException {
    Path teacher = folder.resolve("teachers/bert-cls");
    FolderCopy.write(Path.of(TEACHER), teacher, copy -> {});
    Path encoder = Files.createDirectories(teacher.resolve("0_Transformer"));
    try (var files = Files.list(teacher)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!List.of("modules.json", "config_sentence_transformers.json").contains(name)) {
          Files.move(file, encoder.resolve(name));
        }
      }
    }
    Path modules = teacher.resolve("modules.json");
    Files.writeString(
        modules,
        Files.readString(modules).replace("\"path\": \"\"", "\"path\": \"0_Transformer\""));
    var run = run("good.txt", "--teacher", teacher.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(output().resolve("tokenizer.json")).exists();
    assertThat(Files.readString(output().resolve("report.json")))
        .contains("\"teacher\" : \"bert-cls\"")
        .doesNotContain(folder.toString());
    assertThat(Files.readString(output().resolve("report.html")))
        .contains("--corpus good.txt")
        .doesNotContain(folder.toString());
  }

  @Test
  void goesOnAfterAKillAndAnInterruptAsIfNothingHadBeen() throws Exception {
    var killed = start(List.of(), arguments("good.txt", SLOW));
    awaitCheckpoint(killed);
    Files.createDirectory(folder.resolve("whole.partial"));
    Files.copy(folder.resolve("out.partial/plan.json"), folder.resolve("whole.partial/plan.json"));
    killed.destroyForcibly();
    finish(killed);
    assertThat(output()).doesNotExist();

    var others = run("good.txt", "--resume");
    assertThat(others.code()).isEqualTo(3);
    assertThat(others.err()).contains("was started with other options").doesNotContain("Stopped");
    assertThat(newest()).isNotEmpty();

    // a shell's background process hands down that interrupts are ignored, and Java heeds that
    var interrupted = start(List.of("env", "--default-signal=INT"), resuming(output()));
    awaitPlan(interrupted);
    new ProcessBuilder("kill", "-INT", Long.toString(interrupted.pid())).start().waitFor();
    assertThat(finish(interrupted)).isEqualTo(130);
    assertThat(folder.resolve("log.txt")).content().contains("add --resume to go on");

    assertThat(finish(start(List.of(), resuming(output())))).as(log()).isZero();
    var whole = folder.resolve("whole");
    assertThat(finish(start(List.of(), resuming(whole)))).as(log()).isZero();
    assertThat(output().resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    assertThat(folder.resolve("out.partial")).doesNotExist();
    assertReported(new ObjectMapper().readTree(output().resolve("report.json").toFile()));
    var provenance = new ObjectMapper().readTree(output().resolve("provenance.json").toFile());
    assertThat(provenance.at("/settings/student").asText()).isEqualTo("fresh:2,256");
    assertThat(provenance.at("/settings/training").asText()).isNotEmpty();
    assertThat(output().resolve("report.html")).content().contains("<svg", "Size on disk");
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }

  private static void assertReported(JsonNode report) {
    assertThat(report.fieldNames())
        .toIterable()
        .contains("teacher", "student", "seed", "minutes", "corpus_texts", "rows");
    var rows = new ArrayList<String>();
    for (var row : report.get("rows")) {
      rows.add(row.get("name").asText());
      assertThat(row.fieldNames())
          .toIterable()
          .contains(
              "name",
              "sts12",
              "sts13",
              "ndcg10",
              "scifact_ndcg10",
              "share_sts",
              "share_sts_without_msrvid",
              "share_ndcg",
              "texts_per_second",
              "texts_per_cpu_second",
              "bytes",
              "resident_bytes");
    }
    assertThat(rows).startsWith("teacher", "student").endsWith("bm25");
  }

  @Test
  void endsWithAnErrorWhereStandardOutputIsFull() throws Exception {
    for (var args : List.of(List.of("show", TEACHER), List.of("similarity", TEACHER, "a", "b"))) {
      var run = start(List.of("bash", "-c", "\"$0\" \"$@\" > /dev/full"), args);
      assertThat(finish(run)).as(log()).isEqualTo(4);
      assertThat(log()).contains("standard output takes no more");
    }
  }

  @Test
  void leavesNothingWhereTheDiskIsFull() throws Exception {
    var probe = new ProcessBuilder("unshare", "-rm", "true").start();
    Assumptions.assumeTrue(
        probe.waitFor() == 0, "skipped: this system lets no process mount a small disk of its own");
    var disk = Files.createDirectory(folder.resolve("disk"));
    var script =
        "mount -t tmpfs -o size=256k none '%s'; \"$0\" \"$@\"; code=$?; ls '%s'; exit $code"
            .formatted(disk, disk);
    var args = new ArrayList<>(arguments("good.txt"));
    args.set(args.indexOf("--output") + 1, disk.resolve("out").toString());
    var run = start(List.of("unshare", "-rm", "bash", "-c", script), args);
    assertThat(finish(run)).as(log()).isEqualTo(4);
    assertThat(log()).contains("No space left", "--resume goes on", "\nout.partial\n");
    assertThat(log().lines()).doesNotContain("out");
  }
}
