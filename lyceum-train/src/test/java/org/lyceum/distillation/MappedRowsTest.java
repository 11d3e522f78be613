// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappedRowsTest {
  @TempDir Path folder;

  /** Without what was never written, where the file system can leave it out. */
  private FileChannel file() throws IOException {
    return FileChannel.open(
        folder.resolve("rows"),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.SPARSE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static void write(FileChannel file, long at, float... values) throws IOException {
    var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    file.write(bytes, at);
  }

  @ParameterizedTest(name = "maps of {0} bytes")
  @ValueSource(ints = {8, 15, 16, 23, 40, Integer.MAX_VALUE}) // a row takes 8
  void givesEachRowWhereverAMapEnds(int mapBytes) throws IOException {
    try (var file = file()) {
      write(file, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
      var rows = new MappedRows(file, 2, mapBytes);
      rows.map(3);
      rows.map(5); // the file grew
      for (int i = 0; i < 5; i++) {
        assertThat(rows.row(i)).containsExactly(2 * i, 2 * i + 1);
      }
    }
  }

  @Test
  void mapsRowsOfLargeModelsBeyondWhatOneMapHolds() throws IOException {
    int width = 2_048;
    int last = 1 << 18; // its first byte is the 2^31st: 4 * 2^11 * 2^18
    try (var file = file()) {
      write(file, (4L * width * (last + 1)) - 8, 3, 4);
      var rows = new MappedRows(file, width);
      rows.map(last + 1);
      assertThat(rows.row(last)).hasSize(width).endsWith(3, 4);
      assertThat(rows.row(last - 1)).containsOnly(0);
    }
  }
}
