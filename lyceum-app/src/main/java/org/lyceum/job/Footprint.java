// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lyceum.benchmarks.ResidentMemory;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.GraphPrecision;

/** The resident memory of a process of its own that holds one model and has embedded some texts. */
public final class Footprint {
  private static final int MEGABYTES = 256;

  private Footprint() {}

  /**
   * {@return resident bytes, or null where the system does not tell}
   *
   * @param folder the model
   * @param int8 whether its int8 graph is opened
   */
  static @Nullable Long of(Path folder, boolean int8) {
    if (!ResidentMemory.isKnown()) {
      return null;
    }
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try {
      var builder =
          new ProcessBuilder(
                  List.of(
                      java,
                      "-Xmx" + MEGABYTES + "m",
                      "-XX:+UseSerialGC",
                      "--enable-native-access=ALL-UNNAMED",
                      "-cp",
                      System.getProperty("java.class.path"),
                      Footprint.class.getName(),
                      folder.toString(),
                      Boolean.toString(int8)))
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      // What the launcher sets for training would keep memory that an embedder gives back.
      builder.environment().keySet().removeIf(name -> name.startsWith("MALLOC_"));
      var process = builder.start();
      if (!process.waitFor(1, TimeUnit.MINUTES)) { // the answer is short: nobody waits to read it
        process.destroyForcibly();
        return null;
      }
      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return process.exitValue() == 0 ? Long.valueOf(answer.strip()) : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /**
   * Opens a model, embeds some texts and writes the resident bytes to standard output.
   *
   * @param args the folder, and whether its int8 graph is meant
   * @throws IOException if the system does not tell
   */
  public static void main(String[] args) throws IOException {
    var precision = Boolean.parseBoolean(args[1]) ? GraphPrecision.INT8 : GraphPrecision.FLOAT32;
    var options = EmbedderOptions.DEFAULT.precision(precision);
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
