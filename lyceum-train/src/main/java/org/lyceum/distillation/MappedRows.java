// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of equally wide rows of little-endian floats, read through maps. A map holds whole rows
 * and at most {@value Integer#MAX_VALUE} bytes, the most that Java maps at once.
 */
final class MappedRows {
  private final FileChannel file;
  private final int rowBytes;
  private final int rowsPerMap;
  private final List<MappedByteBuffer> maps = new ArrayList<>();
  private int rows;

  MappedRows(FileChannel file, int width) {
    this(file, width, Integer.MAX_VALUE);
  }

  /**
   * Of a file.
   *
   * @param file stays open
   * @param width of a row, in floats
   * @param mapBytes at most so many in a map; a row or more
   */
  MappedRows(FileChannel file, int width, int mapBytes) {
    this.file = file;
    rowBytes = Math.multiplyExact(Float.BYTES, width);
    rowsPerMap = mapBytes / rowBytes;
  }

  /** Opens so many rows to readers; the file has them. */
  void map(int rows) throws IOException {
    maps.clear();
    for (int start = 0; start < rows; ) {
      int count = Math.min(rowsPerMap, rows - start);
      var map =
          file.map(FileChannel.MapMode.READ_ONLY, (long) start * rowBytes, (long) count * rowBytes);
      map.order(ByteOrder.LITTLE_ENDIAN);
      maps.add(map);
      start += count;
    }
    this.rows = rows;
  }

  /** {@return how many rows readers see} */
  int rows() {
    return rows;
  }

  /** {@return one of the rows that were {@link #map mapped}, a copy} */
  float[] row(int row) {
    float[] values = new float[rowBytes / Float.BYTES];
    maps.get(row / rowsPerMap)
        .slice(row % rowsPerMap * rowBytes, rowBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }
}
