// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/**
 * Memory of a process that embedded many texts.
 *
 * @param model its name or folder
 * @param each texts between two looks
 * @param resident bytes of memory after the first such texts, after the next ones and so on; two
 *     looks or more
 * @param tensors native ones that are alive at the end and were not at the start
 */
public record SoakReport(String model, int each, List<Long> resident, long tensors) {
  private static final double MOST_GROWTH = 0.05;

  /** Copies the list. */
  public SoakReport {
    resident = List.copyOf(resident);
  }

  /** {@return how much more memory it was at most after the first look, as a share} */
  public double growth() {
    return (double) resident.stream().skip(1).mapToLong(bytes -> bytes).max().orElseThrow()
            / resident.getFirst()
        - 1;
  }

  /** {@return whether memory grew by a twentieth at most, and no native tensor is left} */
  public boolean isFlat() {
    return growth() <= MOST_GROWTH && tensors == 0;
  }

  /** {@return sentences for a terminal} */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%,d short texts embedded by %s: %,.1f MB resident after the first %,d, %,.1f MB after the"
            + " last; at most %+.1f %% in between; %d native tensors alive at the end%n",
        (long) each * resident.size(),
        model,
        resident.getFirst() / 1e6,
        each,
        resident.getLast() / 1e6,
        100 * growth(),
        tensors);
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
    var soak =
        root.putObject("soak")
            .put("model", model)
            .put("texts", (long) each * resident.size())
            .put("resident_bytes_first", resident.getFirst())
            .put("resident_bytes_last", resident.getLast())
            .put("growth", growth())
            .put("native_tensors", tensors);
    resident.forEach(soak.putArray("resident_bytes")::add);
    out.write((root.toPrettyString() + "\n").getBytes(UTF_8));
  }
}
