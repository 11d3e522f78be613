// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lyceum.files.FolderTree;

/**
 * A copy of an artifact, by Maven, in a folder of its own that is deleted with this. Maven runs
 * there too, because it takes settings and extensions from the folder it runs in and from those
 * above: {@code pom.xml} and {@code .mvn}, which may be anybody's.
 */
final class MavenCopy implements AutoCloseable {
  private final String program;
  private final Path folder;

  /**
   * Makes the folder.
   *
   * @param program Maven's command
   */
  MavenCopy(String program) throws IOException {
    this.program = program;
    folder = Files.createTempDirectory("lyceum-fetch-");
    FolderTree.deleteAtExit(folder);
    Files.createDirectory(folder.resolve(".mvn")); // where the search upwards ends
  }

  Path folder() {
    return folder;
  }

  /**
   * Copies an artifact into the folder.
   *
   * @param coordinates such as {@code group:name:version}
   * @throws IllegalStateException if there is no Maven, or it cannot get the artifact
   */
  void run(String coordinates) throws IOException, InterruptedException {
    var command =
        List.of(
            program,
            "-q",
            "-B",
            "-ntp",
            "dependency:copy",
            "-Dartifact=" + coordinates,
            "-DoutputDirectory=" + folder);
    Process process = start(new ProcessBuilder(command).directory(folder.toFile()));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "mvn could not fetch the artifact; check the network and ~/.m2/settings.xml: "
              + output.lines().filter(line -> line.contains("ERROR")).findFirst().orElse(output));
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "fetching needs Maven, and there is no mvn on PATH; install it, or download the artifact"
              + " and give it with --jar",
          e);
    }
  }

  @Override
  public void close() {
    FolderTree.delete(folder);
  }
}
