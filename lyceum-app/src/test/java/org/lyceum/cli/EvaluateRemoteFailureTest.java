// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code evaluate} with services that fail, for a while or for good. */
class EvaluateRemoteFailureTest extends RemoteSetting {
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
}
