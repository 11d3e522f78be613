// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server of one file on this machine, with the faults that servers have. */
final class FileServer implements AutoCloseable {
  /** What it does with a request. */
  enum Manner {
    /** Answers as it should. */
    WHOLE,
    /** Ends the connection in the middle of the body. */
    CUT,
    /** Sends the half, then nothing, and holds the connection. */
    STALL,
    /** Sends all whatever range was asked. */
    WITHOUT_RANGES,
    /** Says that it is too busy. */
    BUSY,
    /** Has no such file. */
    MISSING
  }

  /** The {@code Range} header of each request, or "none". */
  final List<String> ranges = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final byte[] content;
  private final List<Manner> manners;

  /** A server that takes the manners one after the other, and stays with the last. */
  FileServer(byte[] content, Manner... manners) {
    this.content = content.clone();
    this.manners = List.of(manners);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI address(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var manner = manners.get(Math.min(ranges.size(), manners.size() - 1));
    var range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range == null ? "none" : range));
    switch (manner) {
      case BUSY -> exchange.sendResponseHeaders(503, -1);
      case MISSING -> exchange.sendResponseHeaders(404, -1);
      case WHOLE, CUT, STALL, WITHOUT_RANGES ->
          send(
              exchange, manner, manner == Manner.WITHOUT_RANGES || range == null ? 0 : from(range));
    }
    exchange.close();
  }

  private static int from(String range) {
    return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
  }

  private void send(HttpExchange exchange, Manner manner, int from) throws IOException {
    byte[] rest = Arrays.copyOfRange(content, from, content.length);
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
    boolean half = manner == Manner.CUT || manner == Manner.STALL;
    exchange.getResponseBody().write(rest, 0, half ? rest.length / 2 : rest.length);
    exchange.getResponseBody().flush();
    if (manner == Manner.STALL) {
      try {
        Thread.currentThread().join(); // for ever
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
