// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.util.Arrays;
import java.util.List;

/** A constant that belongs to a node. */
public sealed interface Attribute {
  /**
   * An integer.
   *
   * @param value the number
   */
  record Int(long value) implements Attribute {}

  /**
   * A number.
   *
   * @param value the number
   */
  record Real(float value) implements Attribute {}

  /**
   * A text.
   *
   * @param value the text
   */
  record Text(String value) implements Attribute {}

  /**
   * An array.
   *
   * @param value the array
   */
  record Array(Constant value) implements Attribute {}

  /**
   * Integers.
   *
   * @param values the numbers
   */
  record Ints(List<Long> values) implements Attribute {}

  /**
   * Numbers.
   *
   * @param values the numbers
   */
  record Reals(List<Float> values) implements Attribute {}

  /**
   * A graph, such as a branch. It may take values of the graph around it by their names.
   *
   * @param value the graph
   */
  record Subgraph(Graph value) implements Attribute {}

  /**
   * An attribute of another kind, such as several graphs or the reference to one of a function, as
   * it came.
   *
   * @param kind its number in ONNX, 0 where it was not said
   * @param fields the content
   */
  record Other(long kind, Fields fields) implements Attribute {}

  /**
   * {@return an integer}
   *
   * @param value the number
   */
  static Attribute of(long value) {
    return new Int(value);
  }

  /**
   * {@return a number}
   *
   * @param value the number
   */
  static Attribute of(float value) {
    return new Real(value);
  }

  /**
   * {@return integers}
   *
   * @param values the numbers
   */
  static Attribute of(long[] values) {
    return new Ints(Arrays.stream(values).boxed().toList());
  }
}
