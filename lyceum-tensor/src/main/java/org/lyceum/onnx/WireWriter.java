// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one message of the protocol buffer wire format. Long byte strings are kept as views until
 * the end, so that weights are not copied.
 */
final class WireWriter {
  private static final int VIEW_FROM = 4096;
  private static final int CHUNK = 1 << 16;

  private final List<ByteBuffer> pieces = new ArrayList<>();
  private ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long closed;

  /** {@return the number of bytes so far} */
  long size() {
    return closed + open.size();
  }

  WireWriter integer(int field, long value) {
    varint(((long) field << 3) | WireReader.VARINT);
    varint(value);
    return this;
  }

  WireWriter real(int field, float value) {
    varint(((long) field << 3) | WireReader.FIXED32);
    fixed32(Float.floatToRawIntBits(value));
    return this;
  }

  /** Writes a text, unless it is empty, which is what a missing one means. */
  WireWriter text(int field, String value) {
    return value.isEmpty() ? this : element(field, value);
  }

  /** Writes one element of a repeated text field, which may be empty. */
  WireWriter element(int field, String value) {
    return bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  WireWriter bytes(int field, ByteBuffer value) {
    varint(((long) field << 3) | WireReader.BYTES);
    varint(value.remaining());
    return raw(value);
  }

  WireWriter message(int field, WireWriter message) {
    varint(((long) field << 3) | WireReader.BYTES);
    varint(message.size());
    message.close();
    message.pieces.forEach(this::raw);
    return this;
  }

  WireWriter integers(int field, List<Long> values) {
    if (!values.isEmpty()) {
      var packed = new WireWriter();
      values.forEach(packed::varint);
      message(field, packed);
    }
    return this;
  }

  WireWriter reals(int field, List<Float> values) {
    if (!values.isEmpty()) {
      var packed = new WireWriter();
      values.forEach(value -> packed.fixed32(Float.floatToRawIntBits(value)));
      message(field, packed);
    }
    return this;
  }

  /** Writes fields as they were read. */
  WireWriter fields(Fields fields) {
    fields.bytes().forEach(this::raw);
    return this;
  }

  void writeTo(OutputStream out) throws IOException {
    close();
    var chunk = new byte[CHUNK];
    for (var piece : pieces) {
      var left = piece.duplicate();
      while (left.hasRemaining()) {
        int length = Math.min(chunk.length, left.remaining());
        left.get(chunk, 0, length);
        out.write(chunk, 0, length);
      }
    }
  }

  void writeTo(ByteBuffer out) {
    close();
    pieces.forEach(piece -> out.put(piece.duplicate()));
  }

  /** {@return a copy of a message that is short} */
  ByteBuffer toBuffer() {
    var out = ByteBuffer.allocate(Math.toIntExact(size()));
    writeTo(out);
    return out.flip();
  }

  private WireWriter raw(ByteBuffer value) {
    if (value.remaining() >= VIEW_FROM) {
      close();
      pieces.add(value.slice());
      closed += value.remaining();
    } else {
      var copy = new byte[value.remaining()];
      value.duplicate().get(copy);
      open.writeBytes(copy);
    }
    return this;
  }

  private void close() {
    if (open.size() > 0) {
      closed += open.size();
      pieces.add(ByteBuffer.wrap(open.toByteArray()));
      open = new ByteArrayOutputStream();
    }
  }

  private void fixed32(int bits) {
    for (int shift = 0; shift < 32; shift += 8) {
      open.write(bits >>> shift);
    }
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      open.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    open.write((int) left);
  }
}
