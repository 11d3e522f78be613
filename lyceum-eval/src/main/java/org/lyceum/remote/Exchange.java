// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Seed;

/**
 * Asks a service, again where that may help, and never faster than it may. Thread safe. A service
 * that has never answered and refuses the connection is asked once only.
 */
final class Exchange implements AutoCloseable {
  private static final Duration LONGEST_TO_CONNECT = Duration.ofSeconds(10);
  private static final String KEPT = "what was embedded is kept";

  private final RemoteOptions options;
  private final HttpClient client;
  private final Pace requests;
  private final Pace tokens;
  private final RandomGenerator chance = new Seed(42).stream("remote/backoff");
  private volatile boolean hasAnswered;

  Exchange(RemoteOptions options) {
    this.options = options;
    requests = new Pace(options.rate().requests());
    tokens = new Pace(options.rate().tokens());
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(shorter(options.timeout(), LONGEST_TO_CONNECT))
            .build();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * The answer to a JSON body.
   *
   * @param size the tokens in it, about
   * @throws IllegalStateException if there is none; says why and what to do
   * @throws CancellationException if the calling thread is interrupted
   */
  byte[] post(URI uri, byte[] body, long size) {
    var request =
        request(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return switch (repeated(request, size)) {
      case Attempt.Answered(byte[] answer) -> answer;
      case Attempt.Failed failed -> throw failure(uri, failed);
    };
  }

  /** The answer to a question for what is there; nothing where the service knows no such path. */
  Optional<byte[]> get(URI uri) {
    return switch (repeated(request(uri).GET().build(), 0)) {
      case Attempt.Answered(byte[] answer) -> Optional.of(answer);
      case Attempt.Failed failed when failed.status() == 404 -> Optional.empty();
      case Attempt.Failed failed -> throw failure(uri, failed);
    };
  }

  private HttpRequest.Builder request(URI uri) {
    var request = HttpRequest.newBuilder(uri);
    if (!options.key().value().isEmpty()) {
      request.header("Authorization", "Bearer " + options.key().value());
    }
    return request;
  }

  /** Puts right how many tokens a request had. */
  void correct(long more) {
    tokens.correct(more);
  }

  private Attempt repeated(HttpRequest request, long size) {
    int retries = options.backoff().retries();
    for (int attempt = 0; ; attempt++) {
      long now = System.nanoTime();
      pause(Duration.ofNanos(Math.max(requests.turn(now, 1), tokens.turn(now, size))));
      switch (once(request)) {
        case Attempt.Answered answered -> {
          hasAnswered = true;
          return answered;
        }
        case Attempt.Failed failed -> {
          if (!failed.again() || attempt == retries || isTooLong(failed)) {
            return counted(failed, attempt);
          }
          var rest = options.backoff().pause(attempt, chance());
          if (failed.after().isPresent()) { // it concerns all that ask
            rest = rest.compareTo(failed.after().get()) > 0 ? rest : failed.after().get();
            requests.rest(System.nanoTime() + rest.toNanos());
          }
          pause(rest);
        }
      }
    }
  }

  private synchronized double chance() {
    return chance.nextDouble();
  }

  private boolean isTooLong(Attempt.Failed failed) {
    return failed.after().map(after -> after.compareTo(longest()) > 0).orElse(false);
  }

  private Duration longest() {
    return options.backoff().most();
  }

  private Attempt.Failed counted(Attempt.Failed failed, int retries) {
    var what = new StringBuilder(failed.what());
    if (retries > 0) {
      what.append(
          retries == 1 ? ", also after a retry" : ", also after %d retries".formatted(retries));
    }
    if (isTooLong(failed)) {
      failed
          .after()
          .ifPresent(after -> what.append(", and wants %d s of rest".formatted(after.toSeconds())));
    }
    return new Attempt.Failed(
        what.toString(), failed.status(), failed.again(), failed.after(), failed.advice());
  }

  private IllegalStateException failure(URI uri, Attempt.Failed failed) {
    return new IllegalStateException(
        options
            .key()
            .hiddenIn("%s %s; %s; %s".formatted(uri, failed.what(), failed.advice(), KEPT)));
  }

  private Attempt once(HttpRequest request) {
    var sent = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      var response = sent.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return response.statusCode() == 200
          ? new Attempt.Answered(response.body())
          : refused(response);
    } catch (TimeoutException e) {
      sent.cancel(true);
      return unreached(
          "gives no answer within %s s".formatted(options.timeout().toMillis() / 1e3), true);
    } catch (ExecutionException e) {
      return unreached(e.getCause());
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for " + request.uri());
    }
  }

  private Attempt.Failed unreached(@Nullable Throwable why) {
    return switch (why) {
      case HttpConnectTimeoutException slow -> unreached("takes no connection", hasAnswered);
      case ConnectException refused -> unreached("refuses the connection", hasAnswered);
      case IOException broken -> unreached("broke the connection off (%s)".formatted(broken), true);
      case null, default -> throw new IllegalStateException("a request failed: " + why, why);
    };
  }

  private static Attempt.Failed unreached(String what, boolean again) {
    return new Attempt.Failed(
        what, 0, again, Optional.empty(), "see that it runs and can be reached, and start again");
  }

  private static Attempt.Failed refused(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    var words = Refusal.words(response.body());
    return new Attempt.Failed(
        words.isEmpty()
            ? "answers %d".formatted(status)
            : "answers %d, '%s'".formatted(status, words),
        status,
        Refusal.mayPass(status),
        response
            .headers()
            .firstValue("Retry-After")
            .flatMap(header -> RetryAfter.parse(header, Instant.now())),
        Refusal.advice(status));
  }

  private static void pause(Duration duration) {
    if (duration.isZero()) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a service");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
