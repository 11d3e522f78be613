// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.time.Duration;
import org.lyceum.folder.Prompts;
import org.lyceum.job.Subject;
import org.lyceum.remote.Address;
import org.lyceum.remote.ApiKey;
import org.lyceum.remote.Backoff;
import org.lyceum.remote.Rate;
import org.lyceum.remote.RemoteOptions;
import picocli.CommandLine.Option;

/** How models behind addresses are asked. */
final class AddressOptions {
  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Texts of a request to an address, which gets as many requests at once as there are"
              + " threads (${DEFAULT-VALUE}).")
  int batch = RemoteOptions.DEFAULT.batch();

  @Option(
      names = "--requests-per-minute",
      paramLabel = "N",
      description = "The most requests to an address in a minute. Default: no limit.")
  double requestsPerMinute;

  @Option(
      names = "--tokens-per-minute",
      paramLabel = "N",
      description =
          "The most tokens to an address in a minute, as it counts them, else one for 4 bytes."
              + " Default: no limit.")
  double tokensPerMinute;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long an address may take for an answer (${DEFAULT-VALUE}).")
  double timeout = RemoteOptions.DEFAULT.timeout().toSeconds();

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "How often a failed request is repeated (${DEFAULT-VALUE}).")
  int retries = Backoff.USUAL.retries();

  @Option(
      names = "--retry-pause",
      paramLabel = "SECONDS",
      description =
          "The pause before the first repetition, which doubles each time; Retry-After goes before"
              + " it (${DEFAULT-VALUE}).")
  double pause = Backoff.USUAL.first().toSeconds();

  @Option(
      names = "--query-prompt",
      paramLabel = "TEXT",
      description = "What an address gets in front of each query of a retrieval.")
  String queryPrompt = "";

  @Option(
      names = "--document-prompt",
      paramLabel = "TEXT",
      description = "What an address gets in front of each document of a retrieval.")
  String documentPrompt = "";

  /**
   * The model that a word means.
   *
   * @param otherwise the model of an address that names none; may be empty
   */
  Subject subject(String word, String otherwise, int threads) {
    if (!Address.isOne(word)) {
      return new Subject.Local(word);
    }
    return new Subject.Remote(
        Address.of(word, otherwise), options(threads), Prompts.of(queryPrompt, documentPrompt));
  }

  private RemoteOptions options(int threads) {
    var first = duration("--retry-pause", pause);
    var most = Backoff.USUAL.most();
    return new RemoteOptions(
        batch,
        threads,
        new Rate(requestsPerMinute, tokensPerMinute),
        duration("--timeout", timeout),
        new Backoff(retries, first, first.compareTo(most) > 0 ? first : most),
        ApiKey.fromEnvironment());
  }

  private static Duration duration(String option, double seconds) {
    if (!(seconds >= 0 && seconds <= 1e6)) {
      throw new IllegalArgumentException(
          "%s must be from 0 to 1,000,000 seconds, got %s".formatted(option, seconds));
    }
    return Duration.ofMillis(Math.round(seconds * 1e3));
  }
}
