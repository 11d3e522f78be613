// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTest {
  @TempDir Path folder;

  @Test
  void writesTheFormatThatNumpyReads() throws IOException {
    Path file = folder.resolve("a.npy");
    try (var npy = new NpyWriter(file, NpyWriter.Element.FLOAT32, 2)) {
      npy.write(new float[] {1, 2});
      npy.write(new float[] {3, -0.5f});
      npy.write(new float[] {0, 1e-30f});
      npy.finish();
    }
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    // magic, version 1.0, length of the header: 128 - 10
    assertThat(bytes.array()).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
    assertThat(new String(bytes.array(), 10, 118, US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), } ")
        .endsWith(" \n");
    assertThat(bytes.capacity()).isEqualTo(128 + 3 * 2 * 4);
    assertThat(bytes.getFloat(128 + 4 * 3)).isEqualTo(-0.5f);
    assertThat(bytes.getFloat(128 + 4 * 5)).isEqualTo(1e-30f);
  }

  @Test
  void writesManyRowsOfBytes() throws IOException {
    Path file = folder.resolve("b.npy");
    try (var npy = new NpyWriter(file, NpyWriter.Element.UINT8, 3)) {
      for (int i = 0; i < 200_000; i++) {
        npy.write(new byte[] {(byte) i, 2, 3});
      }
      npy.finish();
    }
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes).hasSize(128 + 600_000);
    assertThat(new String(bytes, 10, 118, US_ASCII)).contains("'|u1'", "(200000, 3)");
    assertThat(bytes[128 + 3 * 199_999]).isEqualTo((byte) 199_999);
  }

  @Test
  void leavesNothingUnlessFinished() throws IOException {
    Path file = folder.resolve("c.npy");
    Files.writeString(file, "old");
    try (var npy = new NpyWriter(file, NpyWriter.Element.INT8, 1)) {
      npy.write(new byte[] {1});
    }
    assertThat(file).hasContent("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesOtherRowsAndPlaces() {
    try (var npy = new NpyWriter(folder.resolve("d.npy"), NpyWriter.Element.FLOAT32, 2)) {
      assertThatThrownBy(() -> npy.write(new float[3]))
          .hasMessage("a row must have 2 elements of FLOAT32, got 3");
      assertThatThrownBy(() -> npy.write(new byte[2])).isInstanceOf(IllegalArgumentException.class);
    }
    Path nowhere = folder.resolve("missing").resolve("e.npy");
    assertThatThrownBy(() -> new NpyWriter(nowhere, NpyWriter.Element.INT8, 1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("e.npy: cannot be written: there is no folder");
  }
}
