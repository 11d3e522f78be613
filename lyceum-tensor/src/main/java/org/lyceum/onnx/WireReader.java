// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.lyceum.tensor.DataException;

/**
 * Reads one message of the protocol buffer wire format. Byte strings are slices of the input, so
 * that weights are not copied.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the format</a>
 */
final class WireReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  /** As many messages one in another as the readers of protocol buffers take. */
  static final int DEEPEST = 100;

  private final Object source;
  private final ByteBuffer input;
  private final int depth;
  private final List<ByteBuffer> unread = new ArrayList<>();
  private int fieldStart;
  private int field;
  private int type;

  WireReader(Object source, ByteBuffer message) {
    this(source, message, 0);
  }

  private WireReader(Object source, ByteBuffer message, int depth) {
    this.source = source;
    this.input = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.depth = depth;
  }

  /** {@return whether there is one more field, whose number {@link #field} then says} */
  boolean next() {
    if (!input.hasRemaining()) {
      return false;
    }
    fieldStart = input.position();
    long key = varint();
    field = (int) (key >>> 3);
    type = (int) (key & 7);
    if (key < 8 || key >>> 32 != 0) {
      throw fault("field number %d".formatted(key >>> 3));
    }
    return true;
  }

  int field() {
    return field;
  }

  /** {@return the integer that the field holds} */
  long integer() {
    require(VARINT);
    return varint();
  }

  float real() {
    require(FIXED32);
    need(4);
    return input.getFloat();
  }

  /** {@return the bytes of a string, byte string or message: a view} */
  ByteBuffer bytes() {
    require(BYTES);
    int length = length();
    var slice = input.slice(input.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    input.position(input.position() + length);
    return slice;
  }

  String text() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  /** {@return a reader of the message that the field holds} */
  WireReader message() {
    if (depth == DEEPEST) {
      throw fault("more than %d messages one in another".formatted(DEEPEST));
    }
    return new WireReader(source, bytes(), depth + 1);
  }

  /** Hands over the integers of a repeated field, packed or not. */
  void integers(LongConsumer each) {
    if (type == VARINT) {
      each.accept(varint());
      return;
    }
    var packed = new WireReader(source, bytes(), depth);
    while (packed.input.hasRemaining()) {
      each.accept(packed.varint());
    }
  }

  /** {@return the little-endian numbers of a repeated field of fixed width, packed or not} */
  ByteBuffer fixed(int width) {
    if (type == BYTES) {
      return bytes();
    }
    require(width == 4 ? FIXED32 : FIXED64);
    need(width);
    var slice = input.slice(input.position(), width).order(ByteOrder.LITTLE_ENDIAN);
    input.position(input.position() + width);
    return slice;
  }

  /** Steps over the field and keeps it as it is, for {@link #rest}. */
  void skip() {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case BYTES -> advance(length());
      case FIXED32 -> advance(4);
      default -> throw fault("wire type %d".formatted(type));
    }
    keep();
  }

  /** Keeps the field that was just read, for {@link #rest}. */
  void keep() {
    unread.add(raw());
  }

  /** {@return the field that was just read as it stands there, with its tag} */
  ByteBuffer raw() {
    return input.slice(fieldStart, input.position() - fieldStart);
  }

  /** {@return the fields that were stepped over} */
  Fields rest() {
    return unread.isEmpty() ? Fields.NONE : new Fields(List.copyOf(unread));
  }

  private void require(int wanted) {
    if (type != wanted) {
      throw fault("wire type %d in field %d, where %d is due".formatted(type, field, wanted));
    }
  }

  private int length() {
    long length = varint();
    if (length < 0 || length > input.remaining()) {
      throw fault(
          "field %d of %d bytes, of which %d are there; the file is truncated or not ONNX"
              .formatted(field, length, input.remaining()));
    }
    return (int) length;
  }

  private void advance(int bytes) {
    need(bytes);
    input.position(input.position() + bytes);
  }

  private void need(int bytes) {
    if (input.remaining() < bytes) {
      throw fault("end of the message within field %d; the file is truncated".formatted(field));
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!input.hasRemaining()) {
        throw fault("end of the message within a number; the file is truncated");
      }
      byte next = input.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw fault("a number of more than 10 bytes");
  }

  DataException fault(String found) {
    return new DataException(
        source,
        "must be an ONNX model, found " + found + " (byte %d of a message)".formatted(fieldStart));
  }
}
