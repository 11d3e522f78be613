// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A service on this machine that embeds, in the manner of OpenAI or of another, well or badly. */
final class EmbeddingService implements AutoCloseable {
  static final int WIDTH = 8;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a service answers. */
  interface Behavior {
    /** The answer to a request, counted from 0, for texts. */
    Answer answer(int request, List<String> texts);
  }

  /** An answer, with a header {@code Retry-After} where that is not empty. */
  record Answer(int status, String body, String retryAfter) {
    static Answer of(String body) {
      return new Answer(200, body, "");
    }

    static Answer error(int status, String body) {
      return new Answer(status, body, "");
    }
  }

  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> keys = new CopyOnWriteArrayList<>();
  final List<JsonNode> requests = new CopyOnWriteArrayList<>();

  /** Holds answers back until the service is closed. */
  final CountDownLatch closing = new CountDownLatch(1);

  volatile Behavior behavior;
  volatile String info = "";

  final String model =
      "org/small-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime());

  private final HttpServer server;

  EmbeddingService(Behavior behavior) throws IOException {
    this.behavior = behavior;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::handle);
    server.start();
  }

  /** Address of the API of OpenAI, with a model that no other run has in the cache. */
  String openAi() {
    return "openai:%s/v1#%s".formatted(host(), model);
  }

  String tei() {
    return "tei:" + host();
  }

  String host() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("GET")) {
        send(exchange, info.isEmpty() ? Answer.error(404, "") : Answer.of(info));
        return;
      }
      var request = JSON.readTree(body);
      int number;
      synchronized (this) {
        number = requests.size();
        requests.add(request);
      }
      var texts =
          request
              .path(request.has("input") ? "input" : "inputs")
              .valueStream()
              .map(JsonNode::textValue)
              .toList();
      asked.addAll(texts);
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      send(exchange, behavior.answer(number, texts));
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    if (!answer.retryAfter.isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", answer.retryAfter);
    }
    byte[] bytes = answer.body.getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** A good answer of OpenAI's kind. */
  static Answer vectors(List<String> texts) {
    return rows(
        IntStream.range(0, texts.size()).mapToObj(i -> row(i, vector(texts.get(i)))).toList());
  }

  /** A good answer of text-embeddings-inference's kind. */
  static Answer plain(List<String> texts) {
    return Answer.of(
        texts.stream().map(EmbeddingService::vector).collect(Collectors.joining(",", "[", "]")));
  }

  /** An answer of OpenAI's kind with some rows. */
  static Answer rows(List<String> rows) {
    return Answer.of(
        "{\"object\":\"list\",\"data\":[%s],\"model\":\"m\"}".formatted(String.join(",", rows)));
  }

  static String row(int index, String vector) {
    return "{\"object\":\"embedding\",\"index\":%d,\"embedding\":%s}".formatted(index, vector);
  }

  /** Always the same for the same text. */
  static String vector(String text) {
    var random = new SplittableRandom(text.hashCode());
    return IntStream.range(0, WIDTH)
        .mapToObj(i -> Float.toString(random.nextFloat() - 0.5f))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Never answers, but when the service is closed. */
  Answer never() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.error(500, "");
  }

  /** How often each text was asked for. */
  Map<String, Long> counts() {
    return asked.stream().collect(Collectors.groupingBy(text -> text, Collectors.counting()));
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
