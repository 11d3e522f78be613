// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values as text: equal ones have the same and others another, whatever their {@code toString}
 * says.
 */
final class PlainValue {
  private PlainValue() {}

  /**
   * {@return the text of a value}
   *
   * @param value null, a number, a truth value, a character, a text, a constant of an enum, or a
   *     list or record of such
   * @throws IllegalArgumentException if it is anything else, such as a lambda, of which nothing can
   *     be known
   */
  static String of(@Nullable Object value) {
    return value == null ? "null" : ofSome(value);
  }

  private static String ofSome(Object value) {
    return switch (value) {
      case String text -> text.length() + ":" + text;
      case Number number when isBoxed(number) -> named(number, number.toString());
      case Boolean truth -> named(truth, truth.toString());
      case Character character -> named(character, character.toString());
      case Enum<?> constant -> named(constant.getDeclaringClass(), constant.name());
      case List<?> list -> list.stream().map(PlainValue::of).collect(enclosed("list"));
      case Record made ->
          Arrays.stream(made.getClass().getRecordComponents())
              .map(component -> of(component(made, component)))
              .collect(enclosed(made.getClass().getName()));
      default ->
          throw new IllegalArgumentException(
              "a course must be made of records, lists, numbers, texts and constants, so that equal"
                  + " ones are known as such, got a %s; make it a record"
                      .formatted(value.getClass().getName()));
    };
  }

  private static boolean isBoxed(Number number) {
    return number.getClass().getPackageName().equals("java.lang");
  }

  private static String named(Object value, String text) {
    return named(value.getClass(), text);
  }

  private static String named(Class<?> type, String text) {
    return type.getName() + "(" + text + ")";
  }

  private static Collector<CharSequence, ?, String> enclosed(String name) {
    return Collectors.joining(",", name + "(", ")");
  }

  private static @Nullable Object component(Record made, RecordComponent component) {
    var accessor = component.getAccessor();
    try {
      accessor.setAccessible(true); // of a record that is private to a paper
      return accessor.invoke(made);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(
          "%s of %s must be readable".formatted(component.getName(), made.getClass().getName()), e);
    }
  }
}
