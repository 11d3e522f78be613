// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads and writes the attributes of nodes. */
final class AttributeCodec {
  private AttributeCodec() {}

  /** Reads one into a map. */
  static void read(WireReader in, Map<String, Attribute> into) {
    String name = "";
    long kind = 0;
    Attribute single = null;
    var integers = new ArrayList<Long>();
    var reals = new ArrayList<Float>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> single = new Attribute.Real(in.real());
        case 3 -> single = new Attribute.Int(in.integer());
        case 4 -> single = new Attribute.Text(in.text());
        case 5 -> single = new Attribute.Array(Constant.read(in.message()));
        case 6 -> single = new Attribute.Subgraph(Graph.read(in.message()));
        case 7 -> {
          var numbers = in.fixed(4);
          while (numbers.hasRemaining()) {
            reals.add(numbers.getFloat());
          }
        }
        case 8 -> in.integers(integers::add);
        case 20 -> kind = in.integer();
        default -> in.skip();
      }
    }
    into.put(
        name,
        switch ((int) kind) {
          case 1, 2, 3, 4 -> single == null ? zero((int) kind) : single;
          case 5 -> single == null ? new Attribute.Other(kind, in.rest()) : single;
          case 6 -> new Attribute.Reals(List.copyOf(reals));
          case 7 -> new Attribute.Ints(List.copyOf(integers));
          default -> new Attribute.Other(kind, in.rest());
        });
  }

  /** A zero is not written by everybody. */
  private static Attribute zero(int kind) {
    return switch (kind) {
      case 1 -> new Attribute.Real(0);
      case 2 -> new Attribute.Int(0);
      default -> new Attribute.Text("");
    };
  }

  /** {@return the message} */
  static WireWriter write(String name, Attribute attribute) {
    var out = new WireWriter().text(1, name);
    return switch (attribute) {
      case Attribute.Real real -> out.real(2, real.value()).integer(20, 1);
      case Attribute.Int number -> out.integer(3, number.value()).integer(20, 2);
      case Attribute.Text text -> out.element(4, text.value()).integer(20, 3);
      case Attribute.Array array -> out.message(5, array.value().write()).integer(20, 4);
      case Attribute.Subgraph graph -> out.message(6, graph.value().write()).integer(20, 5);
      case Attribute.Reals reals -> out.reals(7, reals.values()).integer(20, 6);
      case Attribute.Ints numbers -> out.integers(8, numbers.values()).integer(20, 7);
      case Attribute.Other other -> out.fields(other.fields()).integer(20, other.kind());
    };
  }
}
