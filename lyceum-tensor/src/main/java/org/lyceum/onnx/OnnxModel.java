// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lyceum.files.AtomicFile;
import org.lyceum.tensor.DataException;

/**
 * An ONNX file, which can be read, rewritten and written again. Weights are views of the file.
 *
 * @param irVersion version of the file format
 * @param producer what wrote it
 * @param opsets version of each set of operators by domain; empty for ONNX's own
 * @param graph what it computes
 * @param metadata free notes, by key
 * @param rest other fields
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">the format</a>
 */
public record OnnxModel(
    long irVersion,
    String producer,
    Map<String, Long> opsets,
    Graph graph,
    Map<String, String> metadata,
    Fields rest) {
  /** The most bytes that a protocol buffer holds. */
  private static final long MOST = Integer.MAX_VALUE;

  /** Keeps unmodifiable copies. */
  public OnnxModel {
    opsets = Collections.unmodifiableMap(new LinkedHashMap<>(opsets));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * {@return the model in a file, which is mapped and must not change while the model is in use}
   *
   * @param file the file
   * @throws DataException if it is missing or not an ONNX model
   */
  public static OnnxModel open(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > MOST) {
        throw new DataException(
            file, "an ONNX model has at most %d bytes, found %d".formatted(MOST, channel.size()));
      }
      return parse(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    } catch (NoSuchFileException e) {
      throw new DataException(file, "there is no such file", e);
    } catch (IOException e) {
      throw new DataException(file, "cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * {@return the model in an array}
   *
   * @param source names it in messages
   * @param bytes the model; not copied
   * @throws DataException if it is not an ONNX model
   */
  public static OnnxModel parse(Object source, byte[] bytes) {
    return parse(source, ByteBuffer.wrap(bytes));
  }

  private static OnnxModel parse(Object source, ByteBuffer bytes) {
    var in = new WireReader(source, bytes);
    long irVersion = 0;
    String producer = "";
    var opsets = new LinkedHashMap<String, Long>();
    var metadata = new LinkedHashMap<String, String>();
    Graph graph = null;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> irVersion = in.integer();
        case 2 -> producer = in.text();
        case 7 -> graph = Graph.read(in.message());
        case 8 -> opset(in.message(), opsets);
        case 14 -> note(in.message(), metadata);
        default -> in.skip();
      }
    }
    if (graph == null) {
      throw new DataException(source, "must be an ONNX model, but holds no graph");
    }
    return new OnnxModel(irVersion, producer, opsets, graph, metadata, in.rest());
  }

  private static void opset(WireReader in, Map<String, Long> into) {
    String domain = "";
    long version = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> domain = in.text();
        case 2 -> version = in.integer();
        default -> in.skip();
      }
    }
    into.put(domain, version);
  }

  private static void note(WireReader in, Map<String, String> into) {
    String key = "";
    String value = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> key = in.text();
        case 2 -> value = in.text();
        default -> in.skip();
      }
    }
    into.put(key, value);
  }

  /**
   * {@return this model with another graph}
   *
   * @param other the graph
   */
  public OnnxModel withGraph(Graph other) {
    return new OnnxModel(irVersion, producer, opsets, other, metadata, rest);
  }

  /**
   * {@return this model with one more note, or another in place of the one of this name}
   *
   * @param key its name
   * @param value its text
   */
  public OnnxModel withNote(String key, String value) {
    var notes = new LinkedHashMap<>(metadata);
    notes.put(key, value);
    return new OnnxModel(irVersion, producer, opsets, graph, notes, rest);
  }

  /**
   * {@return this model with those large initializers in 16 bits that 16 bits hold exactly: half as
   * large a file of the same numbers}
   */
  public OnnxModel withHalfConstants() {
    return withGraph(HalfConstants.narrowed(graph));
  }

  /**
   * {@return the file's bytes}
   *
   * @throws IllegalStateException if they are more than 2 GiB
   */
  public byte[] toBytes() {
    var message = message();
    var bytes = new ByteArrayOutputStream((int) message.size());
    try {
      message.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * {@return the file's bytes outside of the Java heap, from where native code takes them without a
   * copy}
   *
   * @throws IllegalStateException if they are more than 2 GiB
   */
  public ByteBuffer toBuffer() {
    var message = message();
    var bytes = ByteBuffer.allocateDirect((int) message.size());
    message.writeTo(bytes);
    return bytes.flip();
  }

  /**
   * Writes the file, completely or not at all.
   *
   * @param file where to; replaced if it is there
   * @throws IllegalStateException if it has more than 2 GiB
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(Path file) {
    AtomicFile.write(file, message()::writeTo);
  }

  private WireWriter message() {
    var out = new WireWriter().integer(1, irVersion).text(2, producer).message(7, graph.write());
    opsets.forEach(
        (domain, version) -> out.message(8, new WireWriter().text(1, domain).integer(2, version)));
    metadata.forEach((key, value) -> out.message(14, new WireWriter().text(1, key).text(2, value)));
    out.fields(rest);
    requireSize(out.size());
    return out;
  }

  /** Refuses a model that a protocol buffer cannot hold. */
  static void requireSize(long bytes) {
    if (bytes > MOST) {
      throw new IllegalStateException(
          "an ONNX model has at most %d bytes, this one would have %d; export a smaller model"
              .formatted(MOST, bytes));
    }
  }
}
