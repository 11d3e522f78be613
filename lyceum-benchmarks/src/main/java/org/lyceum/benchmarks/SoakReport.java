// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Memory of a process that embedded the same texts twice.
 *
 * @param texts how many
 * @param first resident bytes after the first time
 * @param second resident bytes after the second time
 */
public record SoakReport(int texts, long first, long second) {
  /** {@return how much more it was the second time, as a share} */
  public double growth() {
    return (double) second / first - 1;
  }

  /** {@return a sentence for a terminal} */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%,d short texts embedded twice: %,.1f MB resident after the first pass, %,.1f MB after the"
            + " second, %+.1f %%%n",
        texts,
        first / 1e6,
        second / 1e6,
        100 * growth());
  }

  /**
   * Writes the report as JSON, in the shape of {@link BenchReport}.
   *
   * @param out where to; left open
   * @throws IOException if it cannot be written
   */
  public void write(OutputStream out) throws IOException {
    var root = JsonNodeFactory.instance.objectNode();
    root.putArray("rows");
    root.putObject("soak")
        .put("texts", texts)
        .put("resident_bytes_first", first)
        .put("resident_bytes_second", second)
        .put("growth", growth());
    out.write((root.toPrettyString() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
