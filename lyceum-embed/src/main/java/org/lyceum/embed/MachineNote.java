// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.lyceum.files.AtomicFile;
import org.lyceum.files.Cache;
import org.lyceum.files.Sha256;

/**
 * What was measured on this machine once, kept in a file of the cache folder. Another processor has
 * another file; deleting the file measures again.
 */
public final class MachineNote {
  private final Path file;

  /**
   * A note about something on this machine, written or not yet.
   *
   * @param kind of measurement: the name of a folder in the cache
   * @param subject tells what was measured apart from all else of this kind
   */
  public MachineNote(String kind, String subject) {
    this(Cache.folder().resolve(kind), subject);
  }

  MachineNote(Path folder, String subject) {
    file = folder.resolve(Sha256.of(machine() + "\n" + subject).substring(0, 32));
  }

  /** {@return where it is kept} */
  public Path file() {
    return file;
  }

  /** {@return what was noted, if it was} */
  public Optional<String> read() {
    try {
      return Optional.of(Files.readString(file, UTF_8).strip());
    } catch (IOException e) {
      return Optional.empty(); // not measured yet
    }
  }

  /**
   * Keeps what was measured; where the folder cannot be written it is measured again next time.
   *
   * @param text of one line or more
   */
  public void write(String text) {
    try {
      Files.createDirectories(file.getParent());
      AtomicFile.write(file, out -> out.write((text + "\n").getBytes(UTF_8)));
    } catch (IOException | UncheckedIOException e) {
      return; // measured again next time
    }
  }

  /** What kind of machine this is: a container with fewer processors is another. */
  private static String machine() {
    return "%s %d %s"
        .formatted(
            System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(), processor());
  }

  /** The processor's name as the system gives it. */
  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name") || line.startsWith("flags"))
          .limit(2)
          .reduce("", (a, b) -> a + "\n" + b);
    } catch (IOException | UncheckedIOException e) {
      return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }
  }
}
