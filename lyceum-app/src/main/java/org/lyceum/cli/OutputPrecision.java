// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.embed.NpyWriter;
import org.lyceum.embed.Quantization;

/** What is written of a vector. The names are those on the command line. */
enum OutputPrecision {
  float32(null, NpyWriter.Element.FLOAT32),
  auto(null, NpyWriter.Element.FLOAT32),
  int8(Quantization.INT8, NpyWriter.Element.INT8),
  uint8(Quantization.UINT8, NpyWriter.Element.UINT8),
  binary(Quantization.BINARY, NpyWriter.Element.INT8),
  ubinary(Quantization.UBINARY, NpyWriter.Element.UINT8);

  private final @Nullable Quantization quantization;
  private final NpyWriter.Element element;

  OutputPrecision(@Nullable Quantization quantization, NpyWriter.Element element) {
    this.quantization = quantization;
    this.element = element;
  }

  NpyWriter.Element element() {
    return element;
  }

  /** What a byte stands for. */
  int number(byte value) {
    return quantization != null && quantization.isUnsigned() ? value & 0xFF : value;
  }

  /** Numbers written for a vector of a width. */
  int columns(int width) {
    return quantization == null ? width : quantization.bytes(width);
  }

  /** Whether bytes are written, and not the vector itself. */
  boolean isQuantized() {
    return quantization != null;
  }

  /** Whether what a byte stands for depends on the texts that were embedded together. */
  boolean dependsOnTexts() {
    return quantization != null && quantization.needsRanges();
  }

  /** A vector to its bytes; the ranges of 8-bit steps come from the first vectors. */
  Function<float[], byte[]> calibrated(List<float[]> first) {
    var chosen = quantization;
    if (chosen == null) {
      throw new IllegalStateException("single precision is not quantized");
    }
    if (!chosen.needsRanges()) {
      return chosen::quantize;
    }
    var ranges = Quantization.Ranges.of(first);
    return vector -> chosen.quantize(vector, ranges);
  }
}
