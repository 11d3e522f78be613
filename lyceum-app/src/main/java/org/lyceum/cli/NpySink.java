// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.embed.NpyWriter;

/** Rows in a file of NumPy's. */
final class NpySink implements VectorSink {
  private final OutputPrecision precision;
  private final NpyWriter npy;
  private @Nullable Function<float[], byte[]> quantized;

  NpySink(Path output, OutputPrecision precision, int width) {
    this.precision = precision;
    npy = new NpyWriter(output, precision.element(), precision.columns(width));
  }

  @Override
  public void write(List<String> texts, List<float[]> rows) {
    if (!precision.isQuantized()) {
      rows.forEach(npy::write);
      return;
    }
    if (quantized == null) {
      quantized = precision.calibrated(rows);
    }
    for (float[] row : rows) {
      npy.write(quantized.apply(row));
    }
  }

  @Override
  public void finish() {
    npy.finish();
  }

  @Override
  public void close() {
    npy.close();
  }
}
