// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;

/**
 * The nodes and constants of a graph while it is recorded. What is asked for twice is recorded
 * once: equal numbers share a constant, and an operation on the same inputs shares its node.
 */
final class Recorder {
  /** Ends the name of a parameter's transposed. */
  static final String TRANSPOSED = "^T";

  private final List<Node> nodes = new ArrayList<>();
  private final Map<Node, String> known = new HashMap<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final Map<List<?>, String> arrays = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private String path = "";
  private boolean inModule;

  /** Nodes recorded from here on are called after this part, such as {@code encoder/layer.0}. */
  void path(String part) {
    path = part;
  }

  /** Until {@link #leave}, nodes are called after the module whose parameter this is. */
  void enter(@Nullable String parameter) {
    if (parameter != null) {
      inModule = true;
      path = WeightNames.path(parameter.substring(0, Math.max(0, parameter.lastIndexOf('.'))));
    }
  }

  /** What follows belongs to the part around the module: to a layer, not to its last matrix. */
  void leave() {
    if (inModule) {
      inModule = false;
      path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
  }

  /**
   * {@return the name of a parameter's transposed, which need not be computed when the graph runs}
   */
  static String transposed(String parameter) {
    return parameter + TRANSPOSED;
  }

  List<Node> nodes() {
    return nodes;
  }

  Map<String, Constant> constants() {
    return Collections.unmodifiableMap(constants);
  }

  /** {@return the name of the value that an operation gives} */
  String record(String type, Map<String, Attribute> attributes, List<String> inputs) {
    var sorted = new TreeMap<>(attributes); // the same graph gives the same bytes
    var nameless = new Node(type, "", "", inputs, List.of(), sorted, Fields.NONE);
    var same = known.get(nameless);
    if (same != null) {
      return same;
    }
    String name = unique((path.isEmpty() ? "/" : "/" + path + "/") + type);
    String output = name + "_output_0";
    nodes.add(new Node(type, "", name, inputs, List.of(output), sorted, Fields.NONE));
    known.put(nameless, output);
    return output;
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int i = 1; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  /** {@return a number of the type of the tensor that it is combined with} */
  String number(DType dtype, double value) {
    String name = "number/%s/%s".formatted(dtype, dtype.isFloating() ? value : (long) value);
    constants.computeIfAbsent(name, any -> scalar(name, dtype, value));
    return name;
  }

  /** {@return numbers of the type of the tensor that they are combined with} */
  String array(DType dtype, Shape shape, double[] values) {
    var key = List.of(dtype, shape, Arrays.stream(values).boxed().toList());
    return arrays.computeIfAbsent(
        key,
        any -> {
          String name = "array/%d".formatted(arrays.size());
          constants.put(name, array(name, dtype, shape, values));
          return name;
        });
  }

  private static Constant array(String name, DType dtype, Shape shape, double[] values) {
    return switch (dtype) {
      case F32 -> {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) values[i];
        }
        yield Constant.ofFloats(name, shape, floats);
      }
      case F64 -> Constant.ofDoubles(name, shape, values);
      case I64 ->
          Constant.ofLongs(
              name, shape, DoubleStream.of(values).mapToLong(v -> whole(dtype, v)).toArray());
      default ->
          throw new IllegalArgumentException(
              "numbers are recorded as F32, F64 or I64, got " + dtype + "; cast the tensor first");
    };
  }

  private static Constant scalar(String name, DType dtype, double value) {
    return switch (dtype) {
      case F32 -> Constant.ofFloats(name, Shape.of(), (float) value);
      case F64 -> Constant.ofDoubles(name, Shape.of(), value);
      case I64 -> Constant.ofLongs(name, Shape.of(), whole(dtype, value));
      case I8, U8, BOOL ->
          Constant.ofBytes(name, ElementType.of(dtype), Shape.of(), (byte) whole(dtype, value));
      case F16, BF16 ->
          throw new IllegalArgumentException(
              "a graph computes in F32 or F64, got %s; cast the tensor first".formatted(dtype));
    };
  }

  private static long whole(DType dtype, double value) {
    if (value != Math.rint(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "a number for a tensor of %s must be whole, got %s; cast the tensor first"
              .formatted(dtype, value));
    }
    return (long) value;
  }

  /** {@return a list of integers, such as a shape} */
  String integers(long... values) {
    var text = new StringBuilder("integers");
    for (long value : values) {
      text.append('/').append(value);
    }
    String name = text.toString();
    constants.computeIfAbsent(name, any -> Constant.ofLongs(name, Shape.of(values.length), values));
    return name;
  }
}
