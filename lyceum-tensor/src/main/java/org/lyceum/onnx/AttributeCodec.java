// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the attributes of nodes. Only the remark on one, its {@code doc_string}, is
 * dropped.
 */
final class AttributeCodec {
  private AttributeCodec() {}

  private static final int NAME = 1;
  private static final int KIND = 20;
  private static final int REMARK = 13;

  /** Of one value, whatever it is. */
  private static final int SINGLE = -1;

  /** Reads one into a map. */
  static void read(WireReader in, Map<String, Attribute> into) {
    String name = "";
    int kind = 0;
    boolean plain = true;
    Attribute single = null;
    var integers = new ArrayList<Long>();
    var reals = new ArrayList<Float>();
    var all = new ArrayList<ByteBuffer>();
    while (in.next()) {
      int field = in.field();
      switch (field) {
        case NAME -> name = in.text();
        case 2 -> single = new Attribute.Real(in.real());
        case 3 -> single = new Attribute.Int(in.integer());
        case 4 -> {
          var bytes = in.bytes();
          var text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
          plain &= ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).equals(bytes);
          single = new Attribute.Text(text);
        }
        case 5 -> single = new Attribute.Array(Constant.read(in.message()));
        case 6 -> single = new Attribute.Subgraph(Graph.read(in.message()));
        case 7 -> {
          var numbers = in.fixed(4);
          while (numbers.hasRemaining()) {
            reals.add(numbers.getFloat());
          }
        }
        case 8 -> in.integers(integers::add);
        case KIND -> kind = (int) in.integer();
        default -> {
          in.skip();
          plain &= field == REMARK;
        }
      }
      if (field != NAME && field != KIND) {
        all.add(in.raw());
      }
    }
    int known = kind == 0 ? told(single, reals, integers) : kind;
    var value = plain ? value(known, single, reals, integers) : null;
    into.put(name, value == null ? new Attribute.Other(kind, new Fields(all)) : value);
  }

  /** The kind by what is there: the first files did not name it. */
  private static int told(@Nullable Attribute single, List<Float> reals, List<Long> integers) {
    if (single != null) {
      return SINGLE;
    }
    return !reals.isEmpty() ? 6 : !integers.isEmpty() ? 7 : 0;
  }

  private static @Nullable Attribute value(
      int kind, @Nullable Attribute single, List<Float> reals, List<Long> integers) {
    return switch (kind) {
      case 1, 2, 3 -> single == null ? zero(kind) : single;
      case 4, 5, SINGLE -> single;
      case 6 -> new Attribute.Reals(List.copyOf(reals));
      case 7 -> new Attribute.Ints(List.copyOf(integers));
      default -> null;
    };
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
      case Attribute.Other other when other.kind() == 0 -> out.fields(other.fields());
      case Attribute.Other other -> out.fields(other.fields()).integer(20, other.kind());
    };
  }
}
