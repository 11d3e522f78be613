// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.UnsupportedException;

/**
 * The header of one safetensors file, checked against the file.
 *
 * @param metadata what stands under {@code __metadata__}
 * @param entries the arrays by name, in the order of the header
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> entries) {
  static final String METADATA = "__metadata__";

  /** The limit of the reference implementation. */
  private static final long LONGEST = 100_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * One array.
   *
   * @param name its name
   * @param stored how an element is stored
   * @param shape its shape
   * @param start position of its first byte in the file
   * @param end position after its last byte
   */
  record Entry(String name, Stored stored, Shape shape, long start, long end) {}

  /** {@return the header of a mapped file} */
  static SafetensorsHeader of(MappedFile file) {
    long length = headerLength(file);
    var root = parse(file, Math.toIntExact(length));
    var metadata = new LinkedHashMap<String, String>();
    var entries = new LinkedHashMap<String, Entry>();
    root.properties()
        .forEach(
            property -> {
              if (property.getKey().equals(METADATA)) {
                property
                    .getValue()
                    .properties()
                    .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
              } else {
                var entry =
                    new EntryReader(file.file(), property.getKey())
                        .read(property.getValue(), 8 + length);
                entries.put(entry.name(), entry);
              }
            });
    requireSeamless(file, 8 + length, entries);
    return new SafetensorsHeader(metadata, entries);
  }

  private static long headerLength(MappedFile file) {
    if (file.length() < 8) {
      throw new DataException(
          file.file(),
          "a safetensors file starts with 8 bytes for the length of its header, found %d bytes; copy it again"
              .formatted(file.length()));
    }
    var length = new long[1];
    file.each(0, 8, 1, (bytes, at) -> length[0] = bytes.order(ByteOrder.LITTLE_ENDIAN).getLong());
    if (length[0] < 2 || length[0] > LONGEST) {
      throw new DataException(
          file.file(),
          "header length must be 2 to %d, found %s; this is not a safetensors file"
              .formatted(LONGEST, Long.toUnsignedString(length[0])));
    }
    if (length[0] > file.length() - 8) {
      throw new DataException(
          file.file(),
          "truncated: the header alone needs %d bytes, found %d; copy it again"
              .formatted(8 + length[0], file.length()));
    }
    return length[0];
  }

  private static JsonNode parse(MappedFile file, int length) {
    var text = new byte[length];
    file.each(8, 1, length, (bytes, at) -> bytes.get(text, at, bytes.remaining()));
    try {
      var root = JSON.readTree(new String(text, StandardCharsets.UTF_8));
      if (!root.isObject()) {
        throw new DataException(
            file.file(), "header must be a JSON object, found %s".formatted(root.getNodeType()));
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new DataException(
          file.file(), "header must be JSON: %s".formatted(e.getOriginalMessage()), e);
    }
  }

  /** The arrays must cover the rest of the file: each byte once. */
  private static void requireSeamless(MappedFile file, long dataStart, Map<String, Entry> entries) {
    List<Entry> byPlace =
        entries.values().stream()
            .sorted(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end))
            .toList();
    long expected = dataStart;
    String before = "the header";
    for (var entry : byPlace) {
      if (entry.start() != expected) {
        throw new DataException(
            file.file(),
            "%s must start at byte %d, where %s ends, but %s at %d"
                .formatted(
                    entry.name(),
                    expected,
                    before,
                    entry.start() < expected ? "overlaps it" : "leaves a gap",
                    entry.start()));
      }
      expected = entry.end();
      before = entry.name();
    }
    if (file.length() != expected) {
      throw new DataException(
          file.file(),
          "%s: expected %d bytes, found %d; copy it again"
              .formatted(
                  file.length() < expected ? "truncated" : "too long", expected, file.length()));
    }
  }

  /** Reads what the header says of one array. */
  private record EntryReader(Path file, String name) {
    Entry read(JsonNode node, long dataStart) {
      var stored = Stored.of(node.path("dtype").asText());
      if (stored == null) {
        throw unknown(node.path("dtype"));
      }
      var shape = Shape.of(numbers(node.path("shape"), "shape"));
      long[] offsets = numbers(node.path("data_offsets"), "data_offsets");
      if (offsets.length != 2 || offsets[0] > offsets[1]) {
        throw fault("data_offsets must be a start and an end, found " + node.path("data_offsets"));
      }
      long needed = bytes(shape, stored.bytes());
      if (needed != offsets[1] - offsets[0]) {
        throw fault(
            "shape %s of %s needs %d bytes, data_offsets hold %d"
                .formatted(shape, stored, needed, offsets[1] - offsets[0]));
      }
      return new Entry(name, stored, shape, dataStart + offsets[0], dataStart + offsets[1]);
    }

    /** A name may be one that the format was given since. */
    private DataException unknown(JsonNode dtype) {
      String known = Arrays.toString(Stored.values());
      return dtype.isTextual()
          ? new UnsupportedException(
              file, "%s has dtype %s; supported: %s".formatted(name, dtype.textValue(), known))
          : fault("dtype must be one of %s, found %s".formatted(known, dtype));
    }

    private long bytes(Shape shape, int each) {
      try {
        return Math.multiplyExact(shape.elements(), each);
      } catch (ArithmeticException e) {
        throw fault("shape %s has too many elements".formatted(shape));
      }
    }

    private long[] numbers(JsonNode node, String key) {
      if (!node.isArray()) {
        throw fault("%s must be an array, found %s".formatted(key, node));
      }
      var numbers = new long[node.size()];
      for (int i = 0; i < numbers.length; i++) {
        if (!node.get(i).canConvertToLong()
            || !node.get(i).isIntegralNumber()
            || node.get(i).asLong() < 0) {
          throw fault("%s must hold integers of 0 or more, found %s".formatted(key, node.get(i)));
        }
        numbers[i] = node.get(i).asLong();
      }
      return numbers;
    }

    private DataException fault(String message) {
      return new DataException(file, name + ": " + message);
    }
  }
}
