// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramLockTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("lock");
  }

  private static ProgramLock taken(Path file) throws IOException {
    return ProgramLock.take(file).orElseThrow();
  }

  /** Another program, which fails where it cannot have the lock. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) throws IOException {
      taken(Path.of(args[0])).close();
    }
  }

  private boolean anotherProgramTakesIt() throws IOException, InterruptedException {
    var path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var log = folder.resolve("log.txt");
    int code =
        new ProcessBuilder(java, "-Xmx64m", "-cp", path, Other.class.getName(), file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(code == 0 || Files.readString(log).contains("No value present")).isTrue();
    return code == 0;
  }

  @Test
  void isNotGivenUpByAnAttemptThatFails() throws IOException, InterruptedException {
    try (var lock = taken(file)) {
      assertThat(ProgramLock.take(file)).isEmpty();
      assertThat(anotherProgramTakesIt()).isFalse();
    }
    assertThat(anotherProgramTakesIt()).isTrue();
    assertThat(file).doesNotExist();
  }

  @Test
  void knowsItsFileByAnotherPath() throws IOException {
    var link = Files.createSymbolicLink(folder.resolve("link"), folder);
    try (var lock = taken(file)) {
      assertThat(ProgramLock.take(link.resolve("lock"))).isEmpty();
    }
  }

  @Test
  void isTakenWhereAKilledProgramLeftItsFile() throws IOException {
    Files.writeString(file, "left");
    taken(file).close();
    assertThat(file).doesNotExist();
  }

  @Test
  void leavesAloneWhatAnotherMadeSinceItsFileWasRemoved() throws IOException {
    try (var lock = taken(file)) {
      Files.delete(file);
      Files.writeString(file, "of another");
    }
    assertThat(file).hasContent("of another");
  }

  @Test
  void isHeldByOneThreadAtATime() throws Exception {
    var holders = new AtomicInteger();
    var most = new AtomicInteger();
    Callable<Integer> taker =
        () -> {
          int times = 0;
          for (int i = 0; i < 300; i++) {
            var lock = ProgramLock.take(file);
            if (lock.isPresent()) {
              most.accumulateAndGet(holders.incrementAndGet(), Math::max);
              times++;
              holders.decrementAndGet();
              lock.get().close();
            }
          }
          return times;
        };
    int times = 0;
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var done : threads.invokeAll(Collections.nCopies(4, taker))) {
        times += done.get();
      }
    }
    assertThat(most).hasValue(1);
    assertThat(times).isPositive();
    assertThat(file).doesNotExist();
  }
}
