// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.lyceum.dataset.DataFile;
import org.lyceum.files.ProgramLock;
import org.lyceum.files.Sha256;
import org.lyceum.remote.RetryAfter;
import org.lyceum.tensor.DataException;

/**
 * Gets a file from an address. It grows as {@code NAME.part} and is moved to its name when its sum
 * is right; what was cut off stays, and the next attempt asks for the rest alone.
 *
 * @param patience with servers
 */
record Download(Patience patience) {
  private static final int BUFFER = 1 << 16;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int NO_SUCH_RANGE = 416;

  /**
   * How long to go on.
   *
   * @param attempts in a row that bring nothing more of a file, 1 or more
   * @param pause after the first attempt that failed; longer after each
   * @param silence after which a server counts as gone
   * @param longest pause that a server may ask for by {@code Retry-After}
   */
  record Patience(int attempts, Duration pause, Duration silence, Duration longest) {
    static final Patience USUAL =
        new Patience(5, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(5));

    /** The pause after so many attempts in a row that failed, the last for this reason. */
    Duration after(int failed, IOException why) {
      var own = pause.multipliedBy(failed);
      if (!(why instanceof Busy busy) || busy.until.compareTo(own) < 0) {
        return own;
      }
      return busy.until.compareTo(longest) < 0 ? busy.until : longest;
    }
  }

  /** A server that asks to come again. */
  static final class Busy extends IOException {
    private static final long serialVersionUID = 1;

    private final Duration until;

    Busy(int status, Duration until) {
      super("it answered %d".formatted(status));
      this.until = until;
    }
  }

  /**
   * Gets one file.
   *
   * @param file what it must be
   * @param address where from
   * @param place where to
   * @param arrived told how many bytes are there
   * @throws IllegalStateException if the address does not have it
   * @throws DataException if what came is not what it must be; nothing of it is left
   * @throws IOException if the connection failed each time; what came is kept
   */
  void get(DataFile file, URI address, Path place, LongConsumer arrived)
      throws IOException, InterruptedException {
    Files.createDirectories(place.getParent());
    var part = place.resolveSibling(place.getFileName() + ".part");
    try (var lock = lock(place);
        var channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (file.is(place)) { // another program was faster
        Files.delete(part);
        return;
      }
      boolean resumed = channel.size() > 0;
      var to = new Growing(file, address, part, channel, arrived);
      fill(to);
      if (resumed && !file.is(part)) { // the rest of another version
        channel.truncate(0);
        fill(to);
      }
      if (!file.is(part)) {
        throw refused(to, "must have SHA-256 %s, got %s".formatted(file.sha256(), Sha256.of(part)));
      }
      channel.force(true);
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** A lock of its own, not on what grows, which is moved. */
  static ProgramLock lock(Path place) throws IOException {
    return ProgramLock.take(place.resolveSibling(place.getFileName() + ".lock"))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s is being fetched by another program".formatted(place)));
  }

  /** A file that is not whole yet. */
  private record Growing(
      DataFile file, URI address, Path part, FileChannel channel, LongConsumer arrived) {}

  private static DataException refused(Growing to, String why) throws IOException {
    Files.deleteIfExists(to.part);
    return new DataException(
        to.address, why + "; it was removed, and the data set may have changed at its source");
  }

  private void fill(Growing to) throws IOException, InterruptedException {
    int failed = 0; // in a row, without a byte more than before
    long most = to.channel.size();
    for (int attempt = 1; to.channel.size() < to.file.bytes(); attempt++) {
      try {
        append(to);
        if (to.channel.size() < to.file.bytes()) {
          throw new IOException("the connection ended");
        }
      } catch (IOException e) {
        failed = to.channel.size() > most ? 1 : failed + 1;
        most = Math.max(most, to.channel.size());
        if (failed >= patience.attempts) {
          throw new IOException(
              "%s: %d of %d bytes came in %d attempts, then: %s; the next fetch goes on there"
                  .formatted(
                      to.address, to.channel.size(), to.file.bytes(), attempt, e.getMessage()),
              e);
        }
        Thread.sleep(patience.after(failed, e));
      }
    }
  }

  private void append(Growing to) throws IOException {
    long have = to.channel.size();
    var connection = (HttpURLConnection) to.address.toURL().openConnection();
    connection.setConnectTimeout((int) patience.silence.toMillis());
    connection.setReadTimeout((int) patience.silence.toMillis());
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=%d-".formatted(have));
    }
    try {
      accept(to, connection, have);
      copy(to, connection);
    } finally {
      connection.disconnect();
    }
  }

  /** Looks at the answer, and puts the file where the body goes on. */
  private static void accept(Growing to, HttpURLConnection connection, long have)
      throws IOException {
    int status = connection.getResponseCode();
    if (status == HttpURLConnection.HTTP_PARTIAL) {
      var range = String.valueOf(connection.getHeaderField("Content-Range"));
      if (!range.startsWith("bytes %d-".formatted(have))) {
        to.channel.truncate(0);
        throw new IOException("it sent the range '%s'".formatted(range));
      }
      to.channel.position(have);
    } else if (status == HttpURLConnection.HTTP_OK) { // all of it, whatever was asked
      long length = connection.getContentLengthLong();
      if (length >= 0 && length != to.file.bytes()) {
        throw refused(to, "must have %d bytes, has %d".formatted(to.file.bytes(), length));
      }
      to.channel.truncate(0);
    } else if (status == NO_SUCH_RANGE) {
      to.channel.truncate(0);
      throw new IOException("it has no such range");
    } else if (status == TOO_MANY_REQUESTS || status >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
      throw new Busy(status, retryAfter(connection));
    } else {
      if (have == 0) {
        Files.deleteIfExists(to.part);
      }
      throw new IllegalStateException(
          "%s answered %d; the file may have moved: put it by hand where 'lyceum data list' looks,"
                  .formatted(to.address, status)
              + " as "
              + to.file.path());
    }
  }

  private static Duration retryAfter(HttpURLConnection connection) {
    var header = Objects.requireNonNullElse(connection.getHeaderField("Retry-After"), "");
    return RetryAfter.parse(header, Instant.now()).orElse(Duration.ZERO);
  }

  private static void copy(Growing to, HttpURLConnection connection) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (var in = connection.getInputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        var bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          to.channel.write(bytes);
        }
        to.arrived.accept(to.channel.size());
        if (to.channel.size() > to.file.bytes()) {
          throw refused(to, "must have %d bytes, has more".formatted(to.file.bytes()));
        }
      }
    }
  }
}
