// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DataException;

/**
 * A row of named fields, whatever kind of file it comes from, which says where it stands when it is
 * not what it must be. A field is asked for by the names that it may have, best first.
 *
 * @param file it is in
 * @param number of the line, or of the row where the file has no lines, from 1
 * @param names of all fields
 * @param fields strings, numbers, booleans, and lists of them, by name; those without a value are
 *     not there
 */
record NamedRow(Path file, long number, List<String> names, Map<String, Object> fields) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether a field of one of these names has a value. */
  boolean has(List<String> any) {
    return found(any).isPresent();
  }

  private Optional<Object> found(List<String> any) {
    return any.stream().flatMap(name -> Optional.ofNullable(fields.get(name)).stream()).findFirst();
  }

  private Object value(List<String> any) {
    return found(any)
        .orElseThrow(
            () ->
                any.stream().anyMatch(names::contains)
                    ? wrong("'%s' must have a value, got none".formatted(first(any)))
                    : wrong(
                        "a row must have a field %s; it has %s"
                            .formatted(String.join(" or ", any), names)));
  }

  private String first(List<String> any) {
    return any.stream().filter(names::contains).findFirst().orElse(any.getFirst());
  }

  /** A text; a number or a truth value as it is written. */
  String text(List<String> any) {
    return text(any, value(any));
  }

  private String text(List<String> any, Object value) {
    if (value instanceof List || value instanceof Map) {
      throw wrong("'%s' must be one text, got %s".formatted(first(any), value));
    }
    return value.toString();
  }

  /** A text, or nothing where there is none. */
  String textIfThere(List<String> any) {
    return has(any) ? text(any) : "";
  }

  /** A finite number; true is 1 and false 0. */
  double number(List<String> any) {
    return number(any, value(any));
  }

  private double number(List<String> any, Object value) {
    double number =
        switch (value) {
          case Number given -> given.doubleValue();
          case Boolean is -> is ? 1 : 0;
          case String text -> parsed(text.strip());
          default -> Double.NaN;
        };
    if (!Double.isFinite(number)) {
      throw wrong("'%s' must be a finite number, got '%s'".formatted(first(any), value));
    }
    return number;
  }

  private static double parsed(String text) {
    return switch (text) {
      case "true", "True", "TRUE" -> 1;
      case "false", "False", "FALSE" -> 0;
      default -> number(text);
    };
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** A whole number. */
  int whole(List<String> any) {
    double number = number(any);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw wrong("'%s' must be a whole number, got %s".formatted(first(any), number));
    }
    return (int) number;
  }

  /** Whether a field is a list, or written as one; a text in brackets is a text. */
  boolean hasList(List<String> any) {
    try {
      return found(any).map(value -> listed(any, value)).stream()
          .anyMatch(list -> list.stream().allMatch(String.class::isInstance));
    } catch (DataException e) {
      return false;
    }
  }

  /** Texts: a list, one as JSON or Python writes it, or a single text. */
  List<String> texts(List<String> any) {
    return list(any).stream().map(value -> text(any, value)).toList();
  }

  /** Finite numbers: a list, one as JSON or Python writes it, or a single number. */
  List<Double> numbers(List<String> any) {
    return list(any).stream().map(value -> number(any, value)).toList();
  }

  private List<?> list(List<String> any) {
    var value = value(any);
    var list = listed(any, value);
    return list == null ? List.of(value) : list;
  }

  private @Nullable List<?> listed(List<String> any, Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    if (!(value instanceof String text) || !text.startsWith("[") || !text.endsWith("]")) {
      return null;
    }
    try {
      return JSON.readValue(text, List.class);
    } catch (JsonProcessingException e) {
      return ofPython(any, text);
    }
  }

  private List<String> ofPython(List<String> any, String text) {
    try {
      return PythonStrings.parse(text);
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw wrong("'%s' must be a list of JSON or Python, got %s".formatted(first(any), text));
    }
  }

  /** A fault of this row. */
  DataException wrong(String what) {
    return new DataException(file, number, what);
  }
}
