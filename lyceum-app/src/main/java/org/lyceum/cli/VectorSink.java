// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where vectors go. Nothing is left of a file that was not finished. */
interface VectorSink extends AutoCloseable {
  /** Appends rows. */
  void write(List<String> texts, List<float[]> rows);

  /** Completes the output. */
  void finish();

  @Override
  void close();

  /** The kinds of output. */
  enum Format {
    NPY,
    JSON_LINES;

    static Format of(@Nullable Path output) {
      String name = output == null ? ".jsonl" : output.toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".npy")) {
        return NPY;
      }
      if (name.endsWith(".jsonl")) {
        return JSON_LINES;
      }
      throw new IllegalArgumentException(
          "--output must end in .npy or .jsonl, got '%s'".formatted(output));
    }

    /** Opens the output for vectors of a width. */
    VectorSink open(@Nullable Path output, OutputPrecision precision, int width, PrintWriter out) {
      return output != null && this == NPY
          ? new NpySink(output, precision, width)
          : new JsonLinesSink(output, precision, out);
    }
  }
}
