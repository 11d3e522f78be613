// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.tensor.DataException;

/**
 * A whole file in memory, mapped and not read. A buffer addresses 2 GiB at most, so the file is
 * mapped in slices; each slice reaches a little into the next one, so that no element is cut in
 * two.
 */
final class MappedFile {
  private static final int WIDEST_ELEMENT = 8;

  private final Path file;
  private final long length;
  private final long slice;
  private final List<ByteBuffer> slices = new ArrayList<>();

  private MappedFile(Path file, FileChannel channel, long slice) throws IOException {
    this.file = file;
    this.length = channel.size();
    this.slice = slice;
    for (long start = 0; start < length; start += slice) {
      long size = Math.min(slice + WIDEST_ELEMENT, length - start);
      slices.add(channel.map(FileChannel.MapMode.READ_ONLY, start, size));
    }
  }

  static MappedFile open(Path file) {
    return open(file, 1L << 30);
  }

  static MappedFile open(Path file, long slice) {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new MappedFile(file, channel, slice);
    } catch (NoSuchFileException e) {
      throw new DataException(file, "there is no such file", e);
    } catch (IOException e) {
      throw new DataException(file, "cannot be read: " + e.getMessage(), e);
    }
  }

  Path file() {
    return file;
  }

  long length() {
    return length;
  }

  /** What to do with a run of whole elements, the first of which is number {@code at}. */
  @FunctionalInterface
  interface Run {
    void accept(ByteBuffer bytes, int at);
  }

  /** Walks over {@code count} elements from a byte position, in runs that lie within one slice. */
  void each(long start, int elementBytes, int count, Run run) {
    for (int at = 0; at < count; ) {
      long position = start + (long) at * elementBytes;
      int index = (int) (position / slice);
      int within = (int) (position - index * slice);
      long startingHere = Math.ceilDiv(slice - within, (long) elementBytes);
      int elements = (int) Math.min(startingHere, count - at);
      run.accept(slices.get(index).slice(within, elements * elementBytes), at);
      at += elements;
    }
  }
}
