// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code evaluate} with models behind addresses, which answer well or badly. */
class EvaluateRemoteTest {
  private static final int PAIRS = 12;
  private static final int TEXTS = 2 * PAIRS;
  private static final List<String> FAST =
      List.of("--retries", "2", "--retry-pause", "0", "--batch", "8");

  @TempDir Path folder;

  @BeforeEach
  void writeTheData() throws IOException {
    var lines = new ArrayList<>(List.of("sentence1,sentence2,score"));
    for (int i = 0; i < PAIRS; i++) {
      lines.add("one %d,other %d,%d".formatted(i, i, i % 5));
    }
    Files.createDirectories(folder.resolve("mine"));
    Files.write(folder.resolve("mine/test.csv"), lines);
  }

  private List<String> arguments(String model, String output, String... more) {
    var args = new ArrayList<>(List.of("evaluate", model, "--type", "sts"));
    args.addAll(List.of("--data", folder.resolve("mine").toString()));
    args.addAll(List.of("--output", folder.resolve(output).toString()));
    args.addAll(List.of(more));
    for (int i = 0; i < FAST.size(); i += 2) {
      if (!args.contains(FAST.get(i))) {
        args.addAll(FAST.subList(i, i + 2));
      }
    }
    return args;
  }

  private CommandRun run(String model, String output, String... more) {
    return CommandRun.of(arguments(model, output, more).toArray(String[]::new));
  }

  private JsonNode result(String output) throws IOException {
    return new ObjectMapper().readTree(file(output).toFile());
  }

  private Path file(String output) throws IOException {
    try (var files = Files.walk(folder.resolve(output))) {
      return files.filter(file -> file.endsWith("mine.json")).findFirst().orElseThrow();
    }
  }

  /** Without what differs from run to run. */
  private JsonNode scores(String output) throws IOException {
    var json = (ObjectNode) result(output);
    json.remove(List.of("evaluation_time", "embedding_time", "date"));
    return json;
  }

  @Test
  void measuresAServiceOfOpenAisKindAndAsksForNothingTwice() throws IOException {
    try (var service = new EmbeddingService((n, texts) -> EmbeddingService.vectors(texts))) {
      var run = run(service.openAi(), "first", "--query-prompt", "q: ");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).contains("mine", "small");
      assertThat(file("first").toString()).contains("/org__small-");
      var request = service.requests.getFirst();
      assertThat(request.get("model").asText()).isEqualTo(service.model);
      assertThat(request.fieldNames())
          .toIterable()
          .containsExactly("input", "model", "encoding_format");
      assertThat(service.keys).containsOnly("null");
      assertThat(service.asked).hasSize(1 + TEXTS); // the first one is to know the width
      assertThat(run(service.openAi(), "again", "--query-prompt", "q: ").code()).isZero();
      assertThat(service.asked).hasSize(2 + TEXTS);
      assertThat(scores("again")).isEqualTo(scores("first"));
      assertThat(folder.resolve("first/report.html"))
          .content()
          .contains("lyceum evaluate openai:" + service.host())
          .contains("#" + service.model + " --data mine --type sts");
    }
  }

  @Test
  void measuresTextEmbeddingsInferenceWithinWhatItTakes() throws IOException {
    try (var service = new EmbeddingService((n, texts) -> EmbeddingService.plain(texts))) {
      service.info =
          """
          {"model_id": "org/tiny", "model_sha": "%s", "max_client_batch_size": 3}
          """
              .formatted(service.model);
      var run = run(service.tei(), "first");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(file("first").toString()).contains("/org__tiny/");
      assertThat(service.requests)
          .allSatisfy(r -> assertThat(r.get("inputs")).hasSizeBetween(1, 3));
      assertThat(service.requests.getFirst().get("truncate").asBoolean()).isTrue();
      service.info =
          service.info.replace("org/small", "org/other"); // another version is another model
      var other = run(service.tei(), "second");
      assertThat(other.code()).as(other.err()).isZero();
      assertThat(service.asked).hasSize(2 * (1 + TEXTS));
    }
    try (var service = new EmbeddingService((n, texts) -> EmbeddingService.vectors(texts))) {
      assertThat(run(service.openAi(), "openai").code()).isZero();
    }
    var figure = "/scores/test/0/main_score";
    assertThat(result("openai").at(figure)).isEqualTo(result("first").at(figure));
  }

  @Test
  void putsVectorsInOrder() throws IOException {
    EmbeddingService.Behavior shuffled =
        (n, texts) -> {
          var rows = new ArrayList<String>();
          for (int i = 0; i < texts.size(); i++) {
            rows.add(EmbeddingService.row(i, EmbeddingService.vector(texts.get(i))));
          }
          Collections.reverse(rows);
          return EmbeddingService.rows(rows);
        };
    try (var good = new EmbeddingService((n, texts) -> EmbeddingService.vectors(texts));
        var bad = new EmbeddingService(shuffled)) {
      assertThat(run(good.openAi(), "good").code()).isZero();
      assertThat(run(bad.openAi(), "bad").code()).isZero();
    }
    assertThat(scores("bad")).isEqualTo(scores("good"));
  }

  /** Failures at some requests; the one before all texts is number 0. */
  private static EmbeddingService.Behavior failing(
      EmbeddingService.Answer failure, Integer... requests) {
    return (n, texts) ->
        Arrays.asList(requests).contains(n) ? failure : EmbeddingService.vectors(texts);
  }

  private static EmbeddingService.Answer busy(String retryAfter) {
    return new EmbeddingService.Answer(
        429, "{\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit_error\"}}", retryAfter);
  }

  static Stream<Arguments> passing() {
    var broken = EmbeddingService.Answer.error(500, "<h1>oops</h1>");
    return Stream.of(
        Arguments.of(failing(busy("0"), 0, 2)),
        Arguments.of(failing(busy(""), 1, 2)),
        Arguments.of(failing(broken, 1, 3)),
        Arguments.of(failing(EmbeddingService.Answer.error(503, ""), 0, 1)));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void triesAgainWhatMayPass(EmbeddingService.Behavior behavior) throws IOException {
    try (var good = new EmbeddingService((n, texts) -> EmbeddingService.vectors(texts));
        var bad = new EmbeddingService(behavior)) {
      assertThat(run(good.openAi(), "good").code()).isZero();
      var run = run(bad.openAi(), "bad", "--threads", "1");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(bad.requests).hasSize(good.requests.size() + 2);
    }
    assertThat(scores("bad")).isEqualTo(scores("good"));
  }

  private static EmbeddingService.Behavior spoiled(String old, String replacement) {
    return (n, texts) -> {
      var good = EmbeddingService.vectors(texts);
      return n == 0 ? good : EmbeddingService.Answer.of(good.body().replaceFirst(old, replacement));
    };
  }

  static Stream<Arguments> lasting() {
    var text = "\\{\"error\":\"inputs must have less than 512 tokens\"}".substring(1);
    return Stream.of(
        Arguments.of(
            failing(busy(""), 1, 2, 3),
            3,
            "answers 429, 'slow down', also after 2 retries; send fewer requests a minute or at"
                + " once, and start again later; what was embedded is kept"),
        Arguments.of(
            failing(busy("3600"), 1), 3, "answers 429, 'slow down', and wants 3600 s of rest"),
        Arguments.of(
            failing(EmbeddingService.Answer.error(500, "<h1>oops</h1>"), 1, 2, 3),
            3,
            "answers 500, 'oops', also after 2 retries; look at its log"),
        Arguments.of(
            failing(EmbeddingService.Answer.error(401, ""), 0),
            3,
            "answers 401; set the environment variable LYCEUM_API_KEY to a key that it takes"),
        Arguments.of(
            failing(EmbeddingService.Answer.error(413, text), 1),
            3,
            "answers 413, 'inputs must have less than 512 tokens'; send what it takes"),
        Arguments.of(
            failing(EmbeddingService.Answer.error(404, "{\"message\":\"no model\"}"), 0),
            3,
            "answers 404, 'no model'; check the address"),
        Arguments.of(spoiled("\"index\":1", "\"index\":0"), 4, "each 'index' once, got 0 twice"),
        Arguments.of(spoiled("\"index\":1", "\"index\":9"), 4, "an 'index' from 0 to 7"),
        Arguments.of(spoiled("\\{\"object\":\"embedding\".*?},", ""), 4, "got 7 for 8"),
        Arguments.of(spoiled("g\":\\[[^,]*", "g\":[NaN"), 4, "must answer finite numbers, got NaN"),
        Arguments.of(spoiled("g\":\\[[^,]*", "g\":[null"), 4, "must answer numbers, got null"),
        Arguments.of(spoiled("g\":\\[[^,]*,", "g\":["), 4, "vectors of one width, got 8 and 7"),
        Arguments.of(spoiled("^.*$", "all is well"), 4, "must answer JSON, got 'all is well'"),
        Arguments.of(
            spoiled("\"data\"", "\"date\""), 4, "must answer an object with a list 'data'"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void saysInALineWhatIsWrongWithAService(
      EmbeddingService.Behavior behavior, int code, String message) throws IOException {
    try (var service = new EmbeddingService(behavior)) {
      var run = run(service.openAi(), "results", "--threads", "1");
      assertThat(run.code()).as(run.err()).isEqualTo(code);
      assertThat(run.err())
          .startsWith("lyceum: " + service.host() + "/v1/embeddings")
          .contains(message)
          .hasLineCount(1);
    }
  }

  @Test
  void saysThatAServiceTakesTooLong() throws IOException {
    try (var service = new EmbeddingService((n, texts) -> EmbeddingService.vectors(texts))) {
      service.behavior = (n, texts) -> service.never();
      var run = run(service.openAi(), "results", "--timeout", "0.1", "--retries", "1");
      assertThat(run.code()).isEqualTo(3);
      assertThat(run.err())
          .contains("gives no answer within 0.1 s, also after a retry; see that it runs")
          .hasLineCount(1);
    }
  }

  @Test
  void saysThatNobodyIsThere() throws IOException {
    String address;
    try (var service = new EmbeddingService((n, texts) -> EmbeddingService.vectors(texts))) {
      address = service.openAi();
    }
    var run = run(address, "results");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("refuses the connection; see that it runs").hasLineCount(1);
  }

  @Test
  void keepsWhatWasEmbeddedWhenAServiceFails() throws IOException {
    var failure = EmbeddingService.Answer.error(500, "");
    try (var service = new EmbeddingService(failing(failure, 2, 3, 4))) {
      var broken = run(service.openAi(), "results", "--threads", "1");
      assertThat(broken.code()).as(broken.err()).isEqualTo(3);
      assertThat(service.requests).hasSize(5); // the first, one that went well, three that did not
      service.asked.clear();
      var whole = run(service.openAi(), "results", "--threads", "1");
      assertThat(whole.code()).as(whole.err()).isZero();
      assertThat(service.asked).hasSize(1 + TEXTS - 8);
    }
  }

  @Test
  void sendsTheKeyAndKeepsItToItself() throws Exception {
    var setting = new DistillSetting(folder);
    try (var service = new EmbeddingService((n, texts) -> EmbeddingService.vectors(texts))) {
      var key = List.of("env", "LYCEUM_API_KEY=sk-very-secret");
      var run = setting.start(key, arguments(service.openAi(), "results"));
      assertThat(run.waitFor()).as(setting.log()).isZero();
      assertThat(service.keys).containsOnly("Bearer sk-very-secret");
      service.behavior =
          (n, texts) -> EmbeddingService.Answer.error(403, "the key sk-very-secret is wrong");
      var refused = setting.start(key, arguments(service.openAi(), "results", "--stacktrace"));
      assertThat(refused.waitFor()).isEqualTo(3);
      assertThat(setting.log()).contains("answers 403, 'the key (hidden) is wrong'");
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1))
            .as(file.toString())
            .doesNotContain("sk-very");
      }
    }
  }

  @Test
  void goesOnAfterAKillAndEndsWithTheSameResult() throws Exception {
    writeACollection();
    var setting = new DistillSetting(folder);
    var middle = new CountDownLatch(1);
    try (var service = new EmbeddingService((n, texts) -> EmbeddingService.vectors(texts))) {
      service.behavior =
          (n, texts) -> {
            if (n < 6) {
              return EmbeddingService.vectors(texts);
            }
            middle.countDown();
            return service.never();
          };
      var killed = setting.start(List.of(), collection(service, "killed"));
      while (!middle.await(20, TimeUnit.MILLISECONDS)) {
        assertThat(killed.isAlive()).as(setting.log()).isTrue();
      }
      killed.destroyForcibly().waitFor();
      assertThat(folder.resolve("killed/report.html")).doesNotExist();
      service.behavior = (n, texts) -> EmbeddingService.vectors(texts);
      service.asked.clear();
      var resumed = setting.start(List.of(), collection(service, "killed"));
      assertThat(resumed.waitFor()).as(setting.log()).isZero();
      assertThat(service.asked)
          .hasSize(1 + 100 + 20 - 8 - 8 - 4 - 8 - 8); // what five requests gave is kept
      Files.createDirectories(folder.resolve("other"));
      var other = new DistillSetting(folder.resolve("other")); // with nothing kept
      var whole = other.start(List.of(), collection(service, "whole"));
      assertThat(whole.waitFor()).as(other.log()).isZero();
    }
    assertThat(scores("killed")).isEqualTo(scores("whole"));
    assertThat(scores("killed").at("/scores/test/0/units").asInt()).isEqualTo(20);
  }

  private List<String> collection(EmbeddingService service, String output) {
    var args = arguments(service.openAi(), output, "--threads", "1");
    args.set(args.indexOf("sts"), "retrieval");
    return args;
  }

  private void writeACollection() throws IOException {
    var mine = folder.resolve("mine");
    Files.delete(mine.resolve("test.csv"));
    write(mine.resolve("corpus.jsonl"), 100, "{\"_id\":\"d%1$d\",\"text\":\"document %1$d\"}");
    write(mine.resolve("queries.jsonl"), 20, "{\"_id\":\"q%1$d\",\"text\":\"query %1$d\"}");
    write(mine.resolve("qrels.txt"), 20, "q%1$d 0 d%1$d 1");
  }

  private static void write(Path file, int count, String line) throws IOException {
    Files.write(file, IntStream.range(0, count).mapToObj(line::formatted).toList(), UTF_8);
  }

  @Test
  void refusesAddressesThatSayTooLittle() {
    var model = run("http://127.0.0.1:9/v1", "results");
    assertThat(model.code()).isEqualTo(2);
    assertThat(model.err()).contains("must be told a model; add #MODEL to the address");
    var path = run("http://127.0.0.1:9/x", "results", "--model", "m");
    assertThat(path.code()).isEqualTo(2);
    assertThat(path.err()).contains("tells neither");
    var user = run("tei:http://me:secret@127.0.0.1:9", "results");
    assertThat(user.code()).isEqualTo(2);
    assertThat(user.err()).contains("no user and no query").doesNotContain("secret");
    var batch = run("tei:http://127.0.0.1:9", "results", "--batch", "0");
    assertThat(batch.code()).isEqualTo(2);
    assertThat(batch.err()).contains("texts of a request must be 1 to 2048, got 0");
  }
}
