// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.cli.FileServer.Manner;
import org.lyceum.dataset.DataCard;
import org.lyceum.dataset.DataFile;
import org.lyceum.tensor.DataException;

/** Fetching from a server on this machine. */
class FetchingTest {
  private static final byte[] CONTENT = "0123456789".repeat(10_000).getBytes(UTF_8);

  @TempDir Path root;
  private final StringWriter err = new StringWriter();

  private Path file() {
    return root.resolve("toy/a.txt");
  }

  private Path part() {
    return root.resolve("toy/a.txt.part");
  }

  private static String sum(byte[] bytes) {
    try {
      var digest = java.security.MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static DataCard card(URI address, String sum) {
    return new DataCard(
        "toy-v1",
        "toys",
        Set.of(Locale.ENGLISH),
        "https://example.org/toys",
        "CC-BY-4.0",
        "nobody 2020",
        "",
        List.of(new DataFile("toy/a.txt", CONTENT.length, sum, Optional.of(address))));
  }

  private void fetch(FileServer server, int attempts) throws IOException, InterruptedException {
    fetch(card(server.address("/a.txt"), sum(CONTENT)), attempts);
  }

  private void fetch(DataCard card, int attempts) throws IOException, InterruptedException {
    var patience =
        new Download.Patience(attempts, Duration.ZERO, Duration.ofMillis(500), Duration.ZERO);
    try (var console = new TerminalConsole(new PrintWriter(err, true))) {
      new Fetching(console, new Download(patience)).run(card, root, null);
    }
  }

  @Test
  void bringsTheFileAndSaysTheLicense() throws IOException, InterruptedException {
    try (var server = new FileServer(CONTENT, Manner.WHOLE)) {
      fetch(server, 1);
      assertThat(file()).hasBinaryContent(CONTENT);
      assertThat(part()).doesNotExist();
      assertThat(err.toString())
          .startsWith(
              "toy-v1: license CC-BY-4.0, from https://example.org/toys; cite nobody 2020\n");
      fetch(server, 1);
      assertThat(server.ranges).containsExactly("none"); // the second fetch asked for nothing
    }
  }

  @Test
  void goesOnWhereTheConnectionWasCut() throws IOException, InterruptedException {
    try (var server = new FileServer(CONTENT, Manner.CUT, Manner.CUT, Manner.WHOLE)) {
      fetch(server, 3);
      assertThat(file()).hasBinaryContent(CONTENT);
      assertThat(server.ranges).containsExactly("none", "bytes=50000-", "bytes=75000-");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"CUT", "STALL"})
  void leavesAHalfForTheNextFetch(Manner manner) throws IOException, InterruptedException {
    try (var server = new FileServer(CONTENT, manner, Manner.WHOLE)) {
      assertThatThrownBy(() -> fetch(server, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(": 50000 of 100000 bytes came in 1 attempts, then: ");
      assertThat(file()).doesNotExist();
      assertThat(part()).hasSize(50_000);
      fetch(server, 1);
      assertThat(file()).hasBinaryContent(CONTENT);
      assertThat(server.ranges).containsExactly("none", "bytes=50000-");
    }
  }

  @Test
  void goesOnAsLongAsEachAttemptBringsMore() throws IOException, InterruptedException {
    Manner[] manners = new Manner[8];
    Arrays.fill(manners, Manner.CUT);
    manners[7] = Manner.WHOLE;
    try (var server = new FileServer(CONTENT, manners)) {
      fetch(server, 2);
      assertThat(file()).hasBinaryContent(CONTENT);
      assertThat(server.ranges).hasSize(8);
    }
    Files.delete(file());
    try (var server = new FileServer(CONTENT, Manner.CUT, Manner.BUSY, Manner.BUSY)) {
      assertThatThrownBy(() -> fetch(server, 3)).hasMessageContaining("in 3 attempts, then: ");
    }
  }

  @Test
  void waitsAsLongAsTheServerAsksButNotForEver() {
    var patience =
        new Download.Patience(
            3, Duration.ofSeconds(2), Duration.ofSeconds(9), Duration.ofSeconds(60));
    var cut = new IOException("the connection ended");
    assertThat(patience.after(2, cut)).isEqualTo(Duration.ofSeconds(4));
    var busy = new Download.Busy(429, Duration.ofSeconds(7));
    assertThat(patience.after(2, busy)).isEqualTo(Duration.ofSeconds(7));
    assertThat(patience.after(4, busy)).isEqualTo(Duration.ofSeconds(8));
    assertThat(patience.after(1, new Download.Busy(429, Duration.ofHours(2))))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void isRefusedWhileAnotherFetches() throws IOException, InterruptedException {
    Files.createDirectories(file().getParent());
    try (var server = new FileServer(CONTENT, Manner.WHOLE)) {
      try (var lock = Download.lock(file())) {
        assertThatThrownBy(() -> fetch(server, 1))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("a.txt is being fetched by another program");
      }
      assertIsEmpty();
      Files.writeString(root.resolve("toy/a.txt.lock"), "of a program that was killed");
      fetch(server, 1);
      assertThat(file()).hasBinaryContent(CONTENT);
      assertThat(root.resolve("toy/a.txt.lock")).doesNotExist();
    }
  }

  @Test
  void takesAllFromAServerThatKnowsNoRanges() throws IOException, InterruptedException {
    try (var server = new FileServer(CONTENT, Manner.CUT, Manner.WITHOUT_RANGES)) {
      fetch(server, 2);
      assertThat(file()).hasBinaryContent(CONTENT);
      assertThat(server.ranges).containsExactly("none", "bytes=50000-");
    }
  }

  @Test
  void beginsAnewWhereTheHalfIsOfAnotherVersion() throws IOException, InterruptedException {
    Files.createDirectories(file().getParent());
    Files.writeString(part(), "another version");
    try (var server = new FileServer(CONTENT, Manner.WHOLE)) {
      fetch(server, 1);
      assertThat(file()).hasBinaryContent(CONTENT);
      assertThat(server.ranges).containsExactly("bytes=15-", "none");
    }
  }

  @Test
  void replacesAFileThatIsNotRight() throws IOException, InterruptedException {
    Files.createDirectories(file().getParent());
    Files.write(file(), new byte[CONTENT.length]);
    try (var server = new FileServer(CONTENT, Manner.WHOLE)) {
      fetch(server, 1);
      assertThat(file()).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void comesAgainToAServerThatIsBusy() throws IOException, InterruptedException {
    try (var server = new FileServer(CONTENT, Manner.BUSY, Manner.WHOLE)) {
      fetch(server, 2);
      assertThat(file()).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void removesWhatHasAWrongSum() throws IOException {
    try (var server = new FileServer(CONTENT, Manner.WHOLE)) {
      var card = card(server.address("/a.txt"), "0".repeat(64));
      assertThatThrownBy(() -> fetch(card, 1))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("must have SHA-256 0000")
          .hasMessageContaining("got " + sum(CONTENT));
      assertIsEmpty();
    }
    byte[] longer = (new String(CONTENT, UTF_8) + "!").getBytes(UTF_8);
    try (var server = new FileServer(longer, Manner.WHOLE)) {
      assertThatThrownBy(() -> fetch(server, 1))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("must have 100000 bytes, has 100001");
      assertIsEmpty();
    }
  }

  @Test
  void saysWhatToDoWhereThereIsNoSuchFile() throws IOException {
    try (var server = new FileServer(CONTENT, Manner.MISSING)) {
      assertThatThrownBy(() -> fetch(server, 3))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("/a.txt answered 404; the file may have moved");
      assertThat(server.ranges).hasSize(1);
      assertIsEmpty();
    }
  }

  private void assertIsEmpty() throws IOException {
    try (Stream<Path> left = Files.walk(root)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  /** Run in a process of its own, to be killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      var patience = new Download.Patience(1, Duration.ZERO, Duration.ofMinutes(5), Duration.ZERO);
      var console = new TerminalConsole(new PrintWriter(System.err, true, UTF_8));
      new Fetching(console, new Download(patience))
          .run(card(URI.create(args[0]), sum(CONTENT)), Path.of(args[1]), null);
    }
  }

  @Test
  void leavesNothingHalfWhereItWasKilled() throws IOException, InterruptedException {
    try (var server = new FileServer(CONTENT, Manner.STALL, Manner.WHOLE)) {
      var child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Child.class.getName(),
                  server.address("/a.txt").toString(),
                  root.toString())
              .inheritIO()
              .start();
      while (child.isAlive() && !(Files.exists(part()) && Files.size(part()) == 50_000)) {
        Thread.onSpinWait();
      }
      child.destroyForcibly().waitFor();
      assertThat(file()).doesNotExist();
      assertThat(part()).hasSize(50_000);
      fetch(server, 1);
      assertThat(file()).hasBinaryContent(CONTENT);
      assertThat(server.ranges).containsExactly("none", "bytes=50000-");
    }
  }
}
