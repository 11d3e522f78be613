// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What a service says about a request that it refuses. */
final class Refusal {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_CHARACTERS = 300;

  private Refusal() {}

  /**
   * The words of an error body, on one line: {@code error.message} of OpenAI, {@code error} or
   * {@code message} of text-embeddings-inference, {@code detail} of others, else all of it.
   */
  static String words(byte[] body) {
    var text = new String(body, UTF_8);
    try {
      var root = JSON.readTree(body);
      return cut(
          Stream.of("/error/message", "/error", "/message", "/detail")
              .map(root::at)
              .filter(JsonNode::isTextual)
              .map(JsonNode::textValue)
              .findFirst()
              .orElse(text));
    } catch (IOException e) {
      return cut(text.replaceAll("<[^>]*>", " ")); // a page of a proxy
    }
  }

  private static String cut(String text) {
    var line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }

  /** Whether a status may be another one the next time. */
  static boolean mayPass(int status) {
    return List.of(408, 425, 429).contains(status) || (status >= 500 && status != 501);
  }

  /** What to do about a status. */
  static String advice(int status) {
    return switch (status) {
      case 401, 403 ->
          "set the environment variable %s to a key that it takes".formatted(ApiKey.VARIABLE);
      case 404, 405 -> "check the address, and the model that the service is told";
      case 429 -> "send fewer requests a minute or at once, and start again later";
      case 400, 413, 422 -> "send what it takes: shorter texts, or fewer in a request";
      default -> status >= 500 ? "look at its log, and start again" : "check the address";
    };
  }
}
