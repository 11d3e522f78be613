// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.tensor.Shape;

/**
 * An input or output of a graph.
 *
 * @param name its name
 * @param type what an element is; {@link ElementType#UNDEFINED} where the value is not an array
 * @param dims its dimensions
 * @param rest other fields
 */
public record Value(String name, ElementType type, List<Dim> dims, Fields rest) {
  /**
   * A dimension.
   *
   * @param size its size, or {@link Shape#ANY}
   * @param name what a size that is not known is called, may be empty
   */
  public record Dim(long size, String name) {}

  /** Keeps an unmodifiable copy. */
  public Value {
    dims = List.copyOf(dims);
  }

  /**
   * {@return an array}
   *
   * @param name its name
   * @param type what an element is
   * @param dims its dimensions
   */
  public static Value of(String name, ElementType type, List<Dim> dims) {
    return new Value(name, type, dims, Fields.NONE);
  }

  /** {@return its shape} */
  public Shape shape() {
    return Shape.of(dims.stream().mapToLong(Dim::size).toArray());
  }

  static Value read(WireReader in) {
    String name = "";
    var type = ElementType.UNDEFINED;
    var dims = new ArrayList<Dim>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> {
          type = array(in.message(), dims);
          if (type == ElementType.UNDEFINED || !in.raw().equals(bytes(type, dims))) {
            in.keep(); // it says more than we understand
          }
        }
        default -> in.skip();
      }
    }
    return new Value(name, type, dims, in.rest());
  }

  private static ElementType array(WireReader in, List<Dim> dims) {
    var type = ElementType.UNDEFINED;
    while (in.next()) {
      if (in.field() == 1) {
        var array = in.message();
        while (array.next()) {
          switch (array.field()) {
            case 1 -> type = ElementType.ofCode(array.integer());
            case 2 -> shape(array.message(), dims);
            default -> array.skip();
          }
        }
      } else {
        in.skip();
      }
    }
    return type;
  }

  private static void shape(WireReader in, List<Dim> dims) {
    while (in.next()) {
      var dim = in.message();
      long size = Shape.ANY;
      String name = "";
      while (dim.next()) {
        switch (dim.field()) {
          case 1 -> size = dim.integer();
          case 2 -> name = dim.text();
          default -> dim.skip();
        }
      }
      dims.add(new Dim(Math.max(size, Shape.ANY), name));
    }
  }

  WireWriter write() {
    var out = new WireWriter().text(1, name);
    if (type != ElementType.UNDEFINED && rest.bytes().stream().noneMatch(Value::isType)) {
      out.bytes(2, type(type, dims));
    }
    return out.fields(rest);
  }

  private static boolean isType(ByteBuffer field) {
    return field.get(field.position()) == (2 << 3 | WireReader.BYTES);
  }

  /** The type of an array, with the tag of its field. */
  private static ByteBuffer bytes(ElementType type, List<Dim> dims) {
    return new WireWriter().bytes(2, type(type, dims)).toBuffer();
  }

  private static ByteBuffer type(ElementType type, List<Dim> dims) {
    var shape = new WireWriter();
    for (var dim : dims) {
      var one = new WireWriter();
      shape.message(
          1, dim.size() == Shape.ANY ? one.text(2, dim.name()) : one.integer(1, dim.size()));
    }
    var array = new WireWriter().integer(1, type.code()).message(2, shape);
    return new WireWriter().message(1, array).toBuffer();
  }
}
