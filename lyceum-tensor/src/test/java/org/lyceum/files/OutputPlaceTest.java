// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPlaceTest {
  @TempDir Path folder;

  /** Writes in both ways, and expects the same of them. */
  private static void write(Path target, String text) {
    AtomicFile.write(target, out -> out.write(text.getBytes(UTF_8)));
  }

  private static void writeInParts(Path target, String text) throws IOException {
    try (var file = new PartFile(target)) {
      file.channel().write(ByteBuffer.wrap(text.getBytes(UTF_8)));
      file.commit();
    }
  }

  @Test
  void replacesTheFileBehindLinks() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path file = Files.writeString(other.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("other/second"));
    Files.createSymbolicLink(other.resolve("second"), Path.of("file"));
    write(link, "new");
    assertThat(file).isRegularFile().hasContent("new");
    writeInParts(link, "newer");
    assertThat(file).hasContent("newer");
    assertThat(link).isSymbolicLink();
    assertThat(other.resolve("second")).isSymbolicLink();
    assertThat(names(other)).containsExactly("file", "second");
  }

  @Test
  void makesTheFileThatALinkNames() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    writeInParts(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("file")).hasContent("new");
  }

  @Test
  void refusesLinksInACircle() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
    assertThatThrownBy(() -> write(link, "new"))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseInstanceOf(FileSystemLoopException.class)
        .hasMessageContaining("a: cannot be written: its links lead in a circle");
  }

  @Test
  void saysWhyNothingIsMadeWhereNothingCanBe() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Path missing = folder.resolve("missing");
    assertRefused(file.resolve("a"), file + " is a file and no folder; choose another place");
    assertRefused(
        missing.resolve("a"),
        "there is no folder %s; make it, or choose another place".formatted(missing));
    assumeTrue(Files.isDirectory(Path.of("/proc")), "no /proc here");
    assertRefused(Path.of("/proc/a"), "no file can be made in /proc; choose another place");
  }

  private static void assertRefused(Path target, String why) {
    String message = "%s: cannot be written: %s".formatted(target, why);
    assertThatThrownBy(() -> write(target, "new"))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseInstanceOf(IOException.class)
        .cause()
        .hasMessage(message);
    assertThatThrownBy(() -> writeInParts(target, "new")).cause().hasMessage(message);
  }

  @Test
  void leavesADeviceInItsPlace() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device) && !Files.isRegularFile(device), "no /dev/null here");
    Path link = Files.createSymbolicLink(folder.resolve("link"), device);
    write(link, "nothing");
    writeInParts(link, "nothing");
    assertThat(link).isSymbolicLink();
    assertThat(Files.readAttributes(device, "isOther")).containsEntry("isOther", true);
  }

  @Test
  void writesIntoAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(makePipe(pipe), "no mkfifo here");
    for (String text : new String[] {"one", "two"}) {
      var read = new FutureTask<>(() -> Files.readString(pipe));
      Thread.ofPlatform().daemon().start(read);
      if (text.equals("one")) {
        write(pipe, text);
      } else {
        writeInParts(pipe, text);
      }
      assertThat(read.get()).isEqualTo(text);
    }
    assertThat(Files.readAttributes(pipe, "isOther")).containsEntry("isOther", true);
    assertThat(names(folder)).containsExactly("pipe");
  }

  @Test
  void saysThatAPipeDoesNotSeek() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(makePipe(pipe), "no mkfifo here");
    var read = new FutureTask<>(() -> Files.readString(pipe));
    Thread.ofPlatform().daemon().start(read);
    try (var file = new PartFile(pipe)) {
      assertThat(file.seeks()).isFalse();
    }
    assertThat(read.get()).isEmpty();
    try (var file = new PartFile(folder.resolve("file"))) {
      assertThat(file.seeks()).isTrue();
    }
  }

  private static boolean makePipe(Path pipe) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  /** Both files are open, and half written, at the same time. */
  @Test
  void keepsApartWhatTwoWriteUnderOneName() throws IOException {
    Path file = folder.resolve("file");
    try (var one = new PartFile(file);
        var other = new PartFile(file)) {
      one.channel().write(ByteBuffer.wrap("first ".getBytes(UTF_8)));
      other.channel().write(ByteBuffer.wrap("second ".getBytes(UTF_8)));
      one.channel().write(ByteBuffer.wrap("whole".getBytes(UTF_8)));
      one.commit();
      assertThat(file).hasContent("first whole");
      other.channel().write(ByteBuffer.wrap("whole".getBytes(UTF_8)));
      other.commit();
    }
    assertThat(file).hasContent("second whole");
    assertThat(names(folder)).containsExactly("file");
  }

  @Test
  void leavesOneWholeFileOfManyThreads() throws Exception {
    Path file = folder.resolve("file");
    List<String> texts =
        IntStream.range(0, 8).mapToObj(i -> Integer.toString(i).repeat(100_000)).toList();
    var start = new CyclicBarrier(texts.size());
    try (var threads = Executors.newFixedThreadPool(texts.size())) {
      var done = new ArrayList<Future<?>>();
      for (String text : texts) {
        done.add(
            threads.submit(
                () -> {
                  start.await();
                  write(file, text);
                  return text;
                }));
      }
      for (var each : done) {
        each.get();
      }
    }
    assertThat(Files.readString(file)).isIn(texts);
    assertThat(names(folder)).containsExactly("file");
  }
}
