// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a request is made again, and what a refusal says. */
class PatienceTest {
  private static final Backoff BACKOFF =
      new Backoff(5, Duration.ofSeconds(1), Duration.ofSeconds(10));

  @Test
  void doublesUpToTheLongestPause() {
    assertThat(BACKOFF.pause(0, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(BACKOFF.pause(2, 1)).isEqualTo(Duration.ofSeconds(4));
    assertThat(BACKOFF.pause(2, 0)).isEqualTo(Duration.ofSeconds(2)); // half is left to chance
    assertThat(BACKOFF.pause(4, 1)).isEqualTo(Duration.ofSeconds(10)); // not 16
    assertThat(BACKOFF.pause(5_000, 1)).isEqualTo(Duration.ofSeconds(10));
    assertThat(new Backoff(1, Duration.ZERO, Duration.ZERO).pause(9, 1)).isZero();
  }

  @Test
  void refusesARangeThatIsNone() {
    assertThatThrownBy(() -> new Backoff(-1, Duration.ZERO, Duration.ZERO))
        .hasMessageContaining("must be 0 or more");
    assertThatThrownBy(() -> new Backoff(1, Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("the longest not shorter");
  }

  @Test
  void comesBackWhenTheServiceSays() {
    var now = Instant.parse("2026-01-02T03:04:05Z");
    assertThat(RetryAfter.parse(" 7 ", now)).contains(Duration.ofSeconds(7));
    assertThat(RetryAfter.parse("0.5", now)).contains(Duration.ofMillis(500));
    assertThat(RetryAfter.parse("Fri, 02 Jan 2026 03:05:05 GMT", now))
        .contains(Duration.ofMinutes(1));
    assertThat(RetryAfter.parse("Fri, 02 Jan 2026 03:00:00 GMT", now)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("soon", now)).isEmpty();
  }

  @Test
  void keepsRequestsApart() {
    var pace = new Pace(120); // one in half a second
    assertThat(pace.turn(0, 1)).isZero();
    assertThat(pace.turn(100_000_000, 1)).isEqualTo(400_000_000);
    assertThat(pace.turn(2_000_000_000, 1)).isZero();
    var free = new Pace(0);
    assertThat(free.turn(5, 1)).isZero();
    assertThat(free.turn(5, 1)).isZero();
  }

  /** 6,000 tokens a minute are 100 a second. */
  @Test
  void keepsTokensApartAndCountsThemAsTheServiceDoes() {
    var pace = new Pace(6_000);
    assertThat(pace.turn(0, 50)).isZero();
    assertThat(pace.turn(0, 10)).isEqualTo(500_000_000);
    pace.correct(-20); // the 60 were 40
    assertThat(pace.turn(0, 1)).isEqualTo(400_000_000);
    assertThatThrownBy(() -> new Rate(0, -1)).hasMessageContaining("tokens a minute must be");
    assertThatThrownBy(() -> new Rate(Double.NaN, 0)).hasMessageContaining("requests a minute");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'error':{'message':'no quota','type':'insufficient_quota'}} | no quota",
        "{'error':'too long','error_type':'Validation'} | too long",
        "{'message':'busy','code':429,'type':'Overloaded'} | busy",
        "{'detail':'Not Found'} | Not Found",
        "<html><h1>502</h1> Bad Gateway</html> | 502 Bad Gateway",
        "{'other':1} | {'other':1}"
      })
  void readsWhatAServiceSays(String body, String words) {
    assertThat(Refusal.words(body.replace('\'', '"').getBytes(UTF_8)))
        .isEqualTo(words.replace('\'', '"'));
  }

  @Test
  void triesAgainOnlyWhereThatMayHelp() {
    assertThat(Refusal.mayPass(429)).isTrue();
    assertThat(Refusal.mayPass(503)).isTrue();
    assertThat(Refusal.mayPass(501)).isFalse();
    assertThat(Refusal.mayPass(404)).isFalse();
    assertThat(Refusal.advice(401)).contains("LYCEUM_API_KEY");
  }
}
