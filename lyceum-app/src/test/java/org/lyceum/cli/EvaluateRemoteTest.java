// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code evaluate} with models behind addresses, which answer well or badly. */
class EvaluateRemoteTest extends RemoteSetting {
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

  @Test
  void keepsVectorsOfEachVersionOfAModelApart() throws IOException {
    try (var service = new EmbeddingService((n, texts) -> EmbeddingService.vectors(texts))) {
      var first = run(service.openAi(), "first");
      assertThat(first.code()).as(first.err()).isZero();
      assertThat(first.err()).doesNotContain("not used");
      service.behavior =
          (n, texts) ->
              EmbeddingService.Answer.of(
                  EmbeddingService.vectors(texts).body().replace("\"m\"", "\"m-v2\""));
      var second = run(service.openAi(), "second");
      assertThat(second.code()).as(second.err()).isZero();
      assertThat(second.err())
          .contains("%1$s@m-v2 now, and served %1$s@m before".formatted(service.model))
          .contains("vectors of that are not used");
      assertThat(service.asked).hasSize(2 * (1 + TEXTS));
      assertThat(run(service.openAi(), "third").err()).doesNotContain("not used");
      assertThat(service.asked).hasSize(2 * (1 + TEXTS) + 1);
    }
  }

  @Test
  void refusesAModelThatChangesMeanwhile() throws IOException {
    EmbeddingService.Behavior changing =
        (n, texts) ->
            EmbeddingService.Answer.of(
                EmbeddingService.vectors(texts)
                    .body()
                    .replace("\"m\"", n < 2 ? "\"m\"" : "\"m-v2\""));
    try (var service = new EmbeddingService(changing)) {
      var run = run(service.openAi(), "results", "--threads", "1");
      assertThat(run.code()).isEqualTo(4);
      assertThat(run.err()).contains("must answer with one model, got 'm' and then 'm-v2'");
    }
  }

  /** The first is held in its second batch until the second has done all that was missing. */
  @Test
  void sharesWhatIsKeptBetweenTwoCommandsAtOnce() throws Exception {
    var middle = new CountDownLatch(1);
    var other = new CountDownLatch(1);
    try (var service = new EmbeddingService((n, texts) -> EmbeddingService.vectors(texts))) {
      service.behavior =
          (n, texts) -> {
            if (n == 2) {
              middle.countDown();
              await(other);
            }
            return EmbeddingService.vectors(texts);
          };
      var setting = new DistillSetting(folder);
      var first = setting.start(List.of(), arguments(service.openAi(), "a", "--threads", "1"));
      while (!middle.await(20, TimeUnit.MILLISECONDS)) {
        assertThat(first.isAlive()).as(setting.log()).isTrue();
      }
      Files.createDirectories(folder.resolve("second"));
      var beside = new DistillSetting(folder.resolve("second"));
      var cache = List.of("env", "LYCEUM_CACHE=" + folder.resolve("cache"));
      var second = beside.start(cache, arguments(service.openAi(), "b", "--threads", "1"));
      assertThat(second.waitFor()).as(beside.log()).isZero();
      other.countDown();
      assertThat(first.waitFor()).as(setting.log()).isZero();
      // each asked for one to know the width; the first for two batches of 8, the second for the
      // two that were not kept when it began; the third batch was there for the first
      assertThat(service.asked).hasSize(2 + 8 + 8 + 16);
    }
    assertThat(scores("a")).isEqualTo(scores("b"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

  @Test
  void stopsWhenItIsInterruptedWhileAServiceIsSlow() throws Exception {
    var setting = new DistillSetting(folder);
    var middle = new CountDownLatch(1);
    try (var service = new EmbeddingService((n, texts) -> EmbeddingService.vectors(texts))) {
      service.behavior =
          (n, texts) -> {
            if (n < 2) {
              return EmbeddingService.vectors(texts);
            }
            middle.countDown();
            return service.never();
          };
      // a shell's background process hands down that interrupts are ignored, and Java heeds that
      var args = arguments(service.openAi(), "results", "--threads", "1");
      var run = setting.start(List.of("env", "--default-signal=INT"), args);
      while (!middle.await(20, TimeUnit.MILLISECONDS)) {
        assertThat(run.isAlive()).as(setting.log()).isTrue();
      }
      new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();
      assertThat(run.waitFor()).isEqualTo(130);
      assertThat(service.requests).hasSize(3);
    }
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
    var rate = run("tei:http://127.0.0.1:9", "results", "--tokens-per-minute", "-1");
    assertThat(rate.code()).isEqualTo(2);
    assertThat(rate.err()).contains("tokens a minute must be positive, or 0 for no limit");
  }
}
