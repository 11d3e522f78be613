// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lyceum.benchmarks.ResidentMemory;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.ModelFolder;

/** The resident memory of a process of its own that holds one model and has embedded some texts. */
public final class Footprint {
  private static final System.Logger LOG = System.getLogger(Footprint.class.getName());
  private static final long MEGABYTE = 1 << 20;

  /** What most models fit into, as in any small program. */
  private static final long LEAST = 256;

  private static final long BESIDE_WEIGHTS = 64;

  private Footprint() {}

  /**
   * {@return resident bytes; null where the system does not tell, or the process failed, which is
   * said}
   *
   * @param folder the model
   * @param int8 whether its int8 graph is opened
   */
  static @Nullable Long of(Path folder, boolean int8) {
    if (!ResidentMemory.isKnown()) {
      return null;
    }
    try {
      return answer(folder, int8);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the memory of %s was not measured: %s".formatted(folder, e.getMessage()));
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /**
   * The most memory of Java, in megabytes: a static table is in it as floats, which take twice the
   * bytes of 16-bit weights.
   *
   * @param bytes of the files that the model runs from
   */
  static long heap(long bytes) {
    return Math.max(LEAST, BESIDE_WEIGHTS + 2 * Math.ceilDiv(bytes, MEGABYTE));
  }

  private static long answer(Path folder, boolean int8) throws IOException, InterruptedException {
    Path complaints = Files.createTempFile("lyceum-footprint", ".log");
    try {
      var process = start(folder, int8, complaints);
      if (!process.waitFor(1, TimeUnit.MINUTES)) { // the answer is short: nobody waits to read it
        process.destroyForcibly();
        throw new IOException("a process with the model did not end within a minute");
      }
      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (process.exitValue() != 0) {
        throw new IOException(
            "a process with the model ended with %d, saying '%s'"
                .formatted(process.exitValue(), complaint(complaints)));
      }
      return Long.parseLong(answer.strip());
    } finally {
      Files.deleteIfExists(complaints);
    }
  }

  /** What ended it, before where that was. */
  private static String complaint(Path complaints) throws IOException {
    return Files.readAllLines(complaints, StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.contains("Exception") || line.contains("Error"))
        .findFirst()
        .orElse("");
  }

  private static Process start(Path folder, boolean int8, Path complaints) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    long bytes = ModelFolder.bytesToRun(folder, precision(int8));
    var builder =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx" + heap(bytes) + "m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Footprint.class.getName(),
                    folder.toString(),
                    Boolean.toString(int8)))
            .redirectError(complaints.toFile());
    // What the launcher sets for training would keep memory that an embedder gives back.
    builder.environment().keySet().removeIf(name -> name.startsWith("MALLOC_"));
    return builder.start();
  }

  private static GraphPrecision precision(boolean int8) {
    return int8 ? GraphPrecision.INT8 : GraphPrecision.FLOAT32;
  }

  /**
   * Opens a model, embeds some texts and writes the resident bytes to standard output.
   *
   * @param args the folder, and whether its int8 graph is meant
   * @throws IOException if the system does not tell
   */
  public static void main(String[] args) throws IOException {
    var options = EmbedderOptions.DEFAULT.precision(precision(Boolean.parseBoolean(args[1])));
    try (var embedder = Embedders.open(args[0], options)) {
      for (int i = 0; i < 20; i++) {
        embedder.embed(List.of("a text of a few words, number " + i, "another"));
      }
      byte[] answer = Long.toString(ResidentMemory.bytes()).getBytes(StandardCharsets.US_ASCII);
      try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
        out.write(answer);
      }
    }
  }
}
