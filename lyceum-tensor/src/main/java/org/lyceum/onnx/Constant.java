// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.Elements;

/**
 * An array that is part of a model: an initializer or an attribute.
 *
 * @param name its name, may be empty in an attribute
 * @param type what an element is; {@link ElementType#UNDEFINED} where it is not in that list
 * @param shape its shape
 * @param data its elements in row-major order, little-endian; a view, never copied
 * @param rest other fields
 */
public record Constant(String name, ElementType type, Shape shape, ByteBuffer data, Fields rest) {
  /** Where the array lies in another file: a field that Lyceum does not follow. */
  private static final int EXTERNAL = 13;

  private static final int TYPE = 2;

  /** Keeps a view of the data. */
  public Constant {
    data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** {@return the elements, little-endian, with a position of its own} */
  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * {@return an array of {@link DType#F32}}
   *
   * @param name its name
   * @param shape its shape
   * @param values the elements in row-major order
   */
  public static Constant ofFloats(String name, Shape shape, float... values) {
    var data =
        ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new Constant(name, ElementType.FLOAT, shape, data, Fields.NONE);
  }

  /**
   * {@return an array of {@link DType#I64}}
   *
   * @param name its name
   * @param shape its shape
   * @param values the elements in row-major order
   */
  public static Constant ofLongs(String name, Shape shape, long... values) {
    var data =
        ByteBuffer.allocate(Math.multiplyExact(values.length, 8)).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return new Constant(name, ElementType.INT64, shape, data, Fields.NONE);
  }

  /**
   * {@return an array of {@link DType#F64}}
   *
   * @param name its name
   * @param shape its shape
   * @param values the elements in row-major order
   */
  public static Constant ofDoubles(String name, Shape shape, double... values) {
    var data =
        ByteBuffer.allocate(Math.multiplyExact(values.length, 8)).order(ByteOrder.LITTLE_ENDIAN);
    data.asDoubleBuffer().put(values);
    return new Constant(name, ElementType.DOUBLE, shape, data, Fields.NONE);
  }

  /**
   * {@return an array of one byte an element}
   *
   * @param name its name
   * @param type {@link ElementType#INT8}, {@link ElementType#UINT8} or {@link ElementType#BOOL}
   * @param shape its shape
   * @param values the elements in row-major order
   */
  public static Constant ofBytes(String name, ElementType type, Shape shape, byte... values) {
    return new Constant(name, type, shape, ByteBuffer.wrap(values), Fields.NONE);
  }

  /**
   * {@return this under another name}
   *
   * @param other the name
   */
  public Constant named(String other) {
    return new Constant(other, type, shape, data, rest);
  }

  /** {@return the elements, converted} */
  public float[] floats() {
    var values = new float[Math.toIntExact(shape.elements())];
    Elements.floats(data, type.dtype(), values, 0);
    return values;
  }

  /** {@return the elements, converted} */
  public long[] longs() {
    var values = new long[Math.toIntExact(shape.elements())];
    if (type == ElementType.INT32) {
      for (int i = 0; i < values.length; i++) {
        values[i] = data.getInt(4 * i);
      }
    } else {
      Elements.longs(data, type.dtype(), values, 0);
    }
    return values;
  }

  static Constant read(WireReader in) {
    String name = "";
    var type = ElementType.UNDEFINED;
    var sizes = new ArrayList<Long>();
    var integers = new ArrayList<Long>();
    var parts = new ArrayList<ByteBuffer>();
    var typed = new ArrayList<ByteBuffer>(); // what only the type explains
    var raw = ByteBuffer.allocate(0);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> in.integers(sizes::add);
        case TYPE -> {
          type = ElementType.ofCode(in.integer());
          typed.add(in.raw());
        }
        case 4 -> {
          parts.add(in.fixed(4));
          typed.add(in.raw());
        }
        case 5, 7, 11 -> {
          in.integers(integers::add);
          typed.add(in.raw());
        }
        case 8 -> name = in.text();
        case 9 -> {
          raw = in.bytes();
          parts.add(raw);
        }
        case 10 -> {
          parts.add(in.fixed(8));
          typed.add(in.raw());
        }
        case EXTERNAL ->
            throw in.fault(
                "the array '%s' in another file; save the model as one file".formatted(name));
        default -> in.skip();
      }
    }
    var shape = shape(in, name, sizes);
    if (type == ElementType.UNDEFINED) {
      var rest = new ArrayList<>(in.rest().bytes());
      rest.addAll(typed);
      return new Constant(name, type, shape, raw, new Fields(List.copyOf(rest)));
    }
    var data = integers.isEmpty() ? joined(parts) : packed(integers, type);
    long wanted = product(in, name, shape, type.bytes());
    if (type.bytes() > 0 && data.remaining() != wanted) {
      throw in.fault(
          "%d bytes for the array '%s' %s of %s, which has %d"
              .formatted(data.remaining(), name, shape, type, wanted));
    }
    return new Constant(name, type, shape, data, in.rest());
  }

  private static Shape shape(WireReader in, String name, List<Long> sizes) {
    if (sizes.stream().anyMatch(size -> size < 0)) {
      throw in.fault(
          "the sizes %s of the array '%s', of which one is negative".formatted(sizes, name));
    }
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  private static long product(WireReader in, String name, Shape shape, int width) {
    try {
      return Math.multiplyExact(shape.elements(), width);
    } catch (ArithmeticException e) {
      throw in.fault(
          "more elements in the array '%s' %s than can be counted".formatted(name, shape));
    }
  }

  /** {@return the parts as one; there is only one unless numbers came unpacked} */
  private static ByteBuffer joined(List<ByteBuffer> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      var bytes = new byte[part.remaining()];
      part.get(bytes);
      all.writeBytes(bytes);
    }
    return ByteBuffer.wrap(all.toByteArray());
  }

  /** Numbers that came as varints; 16-bit floats come so too, by their bits. */
  private static ByteBuffer packed(List<Long> integers, ElementType type) {
    int width = Math.max(1, type.bytes());
    var data = ByteBuffer.allocate(integers.size() * width).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : integers) {
      for (int i = 0; i < width; i++) {
        data.put((byte) (value >>> (8 * i)));
      }
    }
    return data.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  WireWriter write() {
    var sizes = new ArrayList<Long>();
    for (long size : shape.sizes()) {
      sizes.add(size);
    }
    var out = new WireWriter().integers(1, sizes);
    if (type != ElementType.UNDEFINED) { // else the rest says it
      out.integer(TYPE, type.code());
    }
    out.text(8, name);
    return (data.hasRemaining() ? out.bytes(9, data) : out).fields(rest);
  }
}
