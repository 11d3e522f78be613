// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.GoldenFiles;

class EmbedTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "minilm-l6";

  @TempDir Path folder;

  private static List<JsonNode> objects(String lines) {
    return lines.lines().map(EmbedTest::object).toList();
  }

  private static JsonNode object(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content, UTF_8);
  }

  @Test
  void runsTheExampleOfItsHelp() {
    var run = CommandRun.example("embed");
    assertThat(run.code()).as(run.err()).isZero();
    var vector = objects(run.out()).getFirst();
    assertThat(vector.path("text").asText()).isEqualTo("a small dog");
    assertThat(vector.path("embedding")).hasSize(128);
    double squares = 0;
    for (JsonNode value : vector.path("embedding")) {
      squares += value.asDouble() * value.asDouble();
    }
    assertThat(squares).isCloseTo(1, within(1e-5));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void writesRowsInTheOrderOfTheLinesWhateverTheFormat() throws IOException {
    Path input = file("texts.txt", "a small dog\n\n" + "the stock market fell\r\nlast line");
    Path npy = folder.resolve("rows.npy");
    Path lines = folder.resolve("rows.jsonl");
    assertThat(CommandRun.of("embed", MODEL, "--input", "" + input, "--output", "" + npy).code())
        .isZero();
    var run = CommandRun.of("embed", MODEL, "--input", "" + input, "--output", "" + lines);
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    var rows = ByteBuffer.wrap(Files.readAllBytes(npy)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new String(rows.array(), 10, 60, ISO_8859_1)).contains("'<f4'", "(4, 384)");
    var objects = objects(Files.readString(lines));
    assertThat(objects)
        .extracting(o -> o.path("text").asText())
        .containsExactly("a small dog", "", "the stock market fell", "last line");
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 384; j++) {
        assertThat(rows.getFloat(128 + 4 * (384 * i + j)))
            .isEqualTo(objects.get(i).path("embedding").get(j).floatValue());
      }
    }
  }

  @Test
  void writesFewerBits() {
    byte[] input = "a dog\na cat\nthe market\n".getBytes(UTF_8);
    var signs = objects(CommandRun.of(input, "embed", MODEL, "--precision", "ubinary").out());
    var whole = objects(CommandRun.of(input, "embed", MODEL).out());
    for (int i = 0; i < 3; i++) {
      assertThat(signs.get(i).path("embedding")).hasSize(48);
      int first = 0;
      for (int bit = 0; bit < 8; bit++) {
        first = 2 * first + (whole.get(i).path("embedding").get(bit).asDouble() > 0 ? 1 : 0);
      }
      assertThat(signs.get(i).path("embedding").get(0).asInt()).isEqualTo(first);
    }
    var run = CommandRun.of(input, "embed", MODEL, "--precision", "int8");
    assertThat(run.err()).contains("range of these 3 texts, of which a few hundred are wanted");
    var steps = objects(run.out());
    assertThat(steps.getFirst().path("embedding"))
        .hasSize(384)
        .allMatch(value -> value.isInt() && value.asInt() >= -128 && value.asInt() <= 127);
  }

  @Test
  void saysHowManyTextsWereCut() {
    byte[] input = ("dog ".repeat(400) + "\nshort\n").getBytes(UTF_8);
    var run = CommandRun.of(input, "embed", MODEL);
    assertThat(run.code()).isZero();
    assertThat(run.err()).hasLineCount(1).contains("longer than the model's limit and cut: 1 of");
  }

  @Test
  void namesFileAndLineOfWhatIsNotUtf8AndLeavesNothing() throws IOException {
    Path input = folder.resolve("bad.txt");
    Files.write(input, "good\ncaf\u00e9\n".getBytes(ISO_8859_1));
    Path output = folder.resolve("out.npy");
    var run = CommandRun.of("embed", MODEL, "--input", "" + input, "--output", "" + output);
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("bad.txt:2: text must be UTF-8, got byte 0xE9 at position 4");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(input);
    }
  }

  @Test
  void refusesWhatCannotBe() {
    refuses(2, "--output must end in .npy or .jsonl, got 'a.txt'", "--output", "a.txt");
    refuses(
        2, "truncate-dim must be at most the model's width 384, got 999", "--truncate-dim", "999");
    refuses(2, "--truncate-dim must be 1 or more, got 0", "--truncate-dim", "0");
    refuses(2, "threads must be 1 to 1024, got 0", "--threads", "0");
    refuses(2, "threads must be 1 to 1024, got 100000", "--threads", "100000");
    refuses(2, "the model has no prompt 'nope'", "--prompt", "nope");
    refuses(2, "mutually exclusive", "--query", "--document");
    refuses(2, "Invalid value for option '--precision'", "--precision", "int4");
    refuses(4, "nothing.txt", "--input", "nothing.txt");
    refuses(
        4,
        folder + ": must be a file with a text a line, got a folder; name a file",
        "--input",
        folder.toString());
    refuses(4, "cannot be written", "--output", folder.resolve("no/such/place.npy").toString());
    var unknown = CommandRun.of("embed", "no-such-model");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("unknown model 'no-such-model'", "minilm-l6");
  }

  @Test
  void refusesToChooseWhatIsChosen() {
    refuses(2, "leave out --int8 and --bfloat16", "--precision", "auto", "--int8");
    refuses(2, "mutually exclusive", "--bfloat16", "--int8");
    refuses(2, "must be 1 or more, got 0", "--remember", "0");
  }

  /** The line that counts texts is taken away before the error is said. */
  @Test
  void clearsTheLineOfATerminalWhereItFails() throws IOException {
    Path input = folder.resolve("texts.txt");
    Files.writeString(input, "a\n".repeat(20_000)); // the second window is no UTF-8
    Files.write(input, new byte[] {(byte) 0xff, '\n'}, StandardOpenOption.APPEND);
    String output = folder.resolve("vectors.npy").toString();
    System.setProperty("lyceum.terminal", "true");
    try {
      var run =
          CommandRun.of(
              "embed",
              CommandRun.golden("folders/old/static"),
              "--input",
              input.toString(),
              "--output",
              output);
      assertThat(run.code()).isEqualTo(4);
      assertThat(run.err()).contains("\r\033[Klyceum: ", "texts.txt");
    } finally {
      System.clearProperty("lyceum.terminal");
    }
    assertThat(folder).isDirectoryNotContaining("glob:**vectors*");
  }

  private static void refuses(int code, String message, String... options) {
    var args = new java.util.ArrayList<>(List.of("embed", MODEL));
    args.addAll(List.of(options));
    var run = CommandRun.of("a text\n".getBytes(UTF_8), args.toArray(String[]::new));
    assertThat(run.err()).contains(message);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void embedsWithALanguageModelAsItIs() throws IOException {
    String model = CommandRun.golden("encoders/llama");
    byte[] input = "a small dog\n\n".getBytes(UTF_8);
    for (String name : List.of("prompt-eol", "chain-of-thought", "meta-eol", "echo", "mean")) {
      var run = CommandRun.of(input, "embed", model, "--technique", name);
      assertThat(run.code()).as(run.err()).isZero();
      var rows = objects(run.out());
      assertThat(rows.get(0).path("embedding")).hasSizeGreaterThan(10);
      assertThat(rows.get(0).path("embedding")).isNotEqualTo(rows.get(1).path("embedding"));
      assertThat(run.err()).contains("texts without a token: 1;").hasLineCount(1);
    }
    Path shots =
        file("shots.jsonl", "{\"task\": \"Ask\", \"query\": \"q\", \"passage\": \"p\"}\n\n");
    var queries =
        CommandRun.of(input, "embed", model, "--technique", "in-context", "--shots", "" + shots);
    assertThat(queries.code()).as(queries.err()).isZero();
    var documents =
        CommandRun.of(
            input, "embed", model, "--technique", "instruction", "--task", "Ask", "--document");
    assertThat(objects(documents.out()).getFirst()).isNotEqualTo(objects(queries.out()).getFirst());
    for (String name : List.of("instruction", "in-context")) { // documents stand alone
      var alone = CommandRun.of(input, "embed", model, "--technique", name, "--document");
      assertThat(alone.out()).as(alone.err()).isEqualTo(documents.out());
    }
  }

  @Test
  void refusesTechniquesThatAreHalfSaid() throws IOException {
    refuses(2, "--technique must be one of [prompt-eol,", "--technique", "magic");
    refuses(2, "instruction needs --task", "--technique", "instruction");
    refuses(2, "in-context needs --shots", "--technique", "in-context");
    refuses(2, "--task goes with", "--technique", "echo", "--task", "a");
    refuses(2, "--shots goes with", "--shots", "a.jsonl");
    refuses(2, "leave out --pooling", "--technique", "echo", "--pooling", "cls");
    refuses(2, "a prompt cannot be named", "--technique", "echo", "--prompt", "query");
    Path task = file("task.jsonl", "{\"task\": \"t\"}\n");
    refuses(4, "no text query, passage", "--technique", "in-context", "--shots", "" + task);
    Path shots = file("bad.jsonl", "{\"task\": \"t\", \"query\": \"q\"}\n");
    refuses(
        4,
        "bad.jsonl:1: an example must have the texts task, query, passage, but has no text passage",
        "--technique",
        "in-context",
        "--shots",
        "" + shots);
  }

  @Test
  void writesAnEmptyMatrixForNoLines() throws IOException {
    Path output = folder.resolve("none.npy");
    assertThat(CommandRun.of("embed", MODEL, "--output", "" + output).code()).isZero();
    assertThat(Files.readString(output, ISO_8859_1)).contains("(0, 384)").hasSize(128);
  }

  @Test
  void saysInWhichNumbersItComputesWhereItChooses() {
    byte[] text = "a small dog".getBytes(UTF_8);
    var plain = CommandRun.of(text, "embed", MODEL);
    var run = CommandRun.of(text, "embed", MODEL, "--precision", "auto");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).startsWith("lyceum: computing in ").hasLineCount(1);
    double dot = 0;
    for (int i = 0; i < 384; i++) {
      dot += value(plain, i) * value(run, i);
    }
    assertThat(dot).isGreaterThan(0.998);
  }

  @Test
  void computesInSixteenBitsWhereAskedTo() {
    byte[] text = "a small dog".getBytes(UTF_8);
    var plain = CommandRun.of(text, "embed", MODEL, "--truncate-dim", "8");
    var half = CommandRun.of(text, "embed", MODEL, "--truncate-dim", "8", "--bfloat16");
    assertThat(half.code()).as(half.err()).isZero();
    assertThat(half.out()).isNotEqualTo(plain.out());
    double squares = 0;
    for (int i = 0; i < 8; i++) {
      assertThat(value(half, i)).isCloseTo(value(plain, i), within(0.02));
      squares += value(half, i) * value(half, i);
    }
    assertThat(squares).isCloseTo(1, within(1e-5));
  }

  private static double value(CommandRun run, int index) {
    return objects(run.out()).getFirst().path("embedding").path(index).asDouble();
  }

  @Test
  void computesTextsThatComeAgainOnce() {
    byte[] texts = "a dog\na cat\na dog\na dog\n".getBytes(UTF_8);
    var plain = CommandRun.of(texts, "embed", MODEL);
    var run = CommandRun.of(texts, "embed", MODEL, "--remember", "10");
    assertThat(run.out()).isEqualTo(plain.out());
    assertThat(run.err()).contains("2 of 4 texts were known from before");
  }

  /** Weights near the largest number: two of them have no sum. */
  @Test
  void writesNoVectorThatIsNotFinite() throws IOException {
    var table = folder.resolve("table");
    var golden = GoldenFiles.path("folders/old/static");
    try (var files = Files.walk(golden)) {
      for (Path file : files.toList()) { // a folder comes before what is in it
        Files.copy(file, table.resolve(golden.relativize(file).toString()));
      }
    }
    Path weights = table.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = Math.toIntExact(8 + buffer.getLong(0)); at < bytes.length; at += Float.BYTES) {
      buffer.putFloat(at, 3e38f);
    }
    Files.write(weights, bytes);
    Path output = folder.resolve("rows.npy");
    var run =
        CommandRun.of(
            "embed",
            "" + table,
            "--input",
            "" + file("text", "two words"),
            "--output",
            "" + output);
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("vectors must be finite", "'two words'");
    assertThat(output).doesNotExist();
  }

  @Test
  void refusesWhatGivesNoVectorEachText() {
    var run = CommandRun.of("embed", CommandRun.golden("folders/st6/cross-encoder"));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .contains("is a cross-encoder, which gives scores of pairs", "lyceum show")
        .hasLineCount(1);
  }
}
