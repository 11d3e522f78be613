// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lyceum.files.AtomicFile;
import org.lyceum.tensor.DType;

/** Writes weights as a safetensors file, byte for byte the same for the same weights. */
final class SafetensorsWriter {
  private static final int CHUNK = 1 << 16;

  private final Weights weights;
  private final Map<String, String> metadata;
  private final List<String> names;

  SafetensorsWriter(Weights weights, Map<String, String> metadata) {
    this.weights = weights;
    this.metadata = new TreeMap<>(metadata);
    this.metadata.putIfAbsent("format", "pt");
    this.names =
        weights.names().stream()
            .sorted(Comparator.comparingInt(name -> -weights.dtype(name).bytes())) // a stable sort
            .toList();
  }

  void write(Path file) {
    byte[] header = header();
    AtomicFile.write(
        file,
        out -> {
          out.write(lengthOf(header));
          out.write(header);
          for (String name : names) {
            array(name, out);
          }
        });
  }

  private byte[] header() {
    var entries = new LinkedHashMap<String, Object>();
    entries.put(SafetensorsHeader.METADATA, metadata);
    long start = 0;
    for (String name : names) {
      var dtype = weights.dtype(name);
      var shape = weights.shape(name);
      long end = start + shape.elements() * dtype.bytes();
      var entry = new LinkedHashMap<String, Object>();
      entry.put("dtype", dtype.name());
      entry.put("shape", shape.sizes());
      entry.put("data_offsets", new long[] {start, end});
      entries.put(name, entry);
      start = end;
    }
    return padded(entries);
  }

  private static byte[] padded(Map<String, Object> entries) {
    try {
      String json = new ObjectMapper().writeValueAsString(entries);
      int length = json.getBytes(StandardCharsets.UTF_8).length;
      return (json + " ".repeat(-length & 7)).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void array(String name, OutputStream out) throws IOException {
    var dtype = weights.dtype(name);
    if (weights instanceof Safetensors stored && !stored.stored(name).isWidened()) {
      copy(stored, name, out);
    } else if (dtype.isFloating()) {
      float[] values = weights.floats(name);
      chunks(
          values.length,
          dtype,
          out,
          (from, count, to) -> Elements.put(values, from, count, dtype, to));
    } else {
      long[] values = weights.longs(name);
      chunks(
          values.length,
          dtype,
          out,
          (from, count, to) -> Elements.put(values, from, count, dtype, to));
    }
  }

  /** Copies bytes as they are, so that doubles stay exact. */
  private static void copy(Safetensors stored, String name, OutputStream out) {
    var chunk = new byte[CHUNK];
    stored.each(
        name,
        (bytes, at) -> {
          try {
            while (bytes.hasRemaining()) {
              int length = Math.min(CHUNK, bytes.remaining());
              bytes.get(chunk, 0, length);
              out.write(chunk, 0, length);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private interface Encode {
    void apply(int from, int count, ByteBuffer to);
  }

  private static void chunks(int total, DType dtype, OutputStream out, Encode encode)
      throws IOException {
    var chunk = new byte[CHUNK];
    var buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    int most = CHUNK / dtype.bytes();
    for (int from = 0; from < total; from += most) {
      int count = Math.min(most, total - from);
      buffer.clear();
      encode.apply(from, count, buffer);
      out.write(chunk, 0, buffer.position());
    }
  }

  private static byte[] lengthOf(byte[] header) {
    var length = new byte[Long.BYTES];
    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length);
    return length;
  }
}
