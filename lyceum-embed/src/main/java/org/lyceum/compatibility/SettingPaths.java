// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Spreads settings that are records out into single values, each by its dotted path. */
public final class SettingPaths {
  private final Map<String, String> values = new TreeMap<>();

  private SettingPaths() {}

  /**
   * {@return every value inside a setting, such as {@code training.schedule.steps} to 300}
   *
   * <p>Elements of a collection are numbered from 0. Where a record is one of several kinds, its
   * own path leads to the name of its class. What is null is left out.
   *
   * @param path of the setting
   * @param setting a public record, a collection of such, or a single value
   */
  public static Map<String, String> of(String path, Object setting) {
    var paths = new SettingPaths();
    paths.put(path, setting, Object.class);
    return paths.values;
  }

  private void put(String path, @Nullable Object value, Type declared) {
    switch (value) {
      case null -> {} // not set
      case Record fields -> {
        if (declared != fields.getClass()) {
          values.put(path, fields.getClass().getSimpleName());
        }
        for (var field : fields.getClass().getRecordComponents()) {
          put(path + "." + field.getName(), get(field, fields), field.getGenericType());
        }
      }
      case Collection<?> elements -> {
        int i = 0;
        for (var element : elements) {
          put(path + "." + i++, element, elementOf(declared));
        }
      }
      default -> values.put(path, value.toString());
    }
  }

  private static Type elementOf(Type collection) {
    return collection instanceof ParameterizedType type
        ? type.getActualTypeArguments()[0]
        : Object.class;
  }

  private static @Nullable Object get(RecordComponent field, Record owner) {
    try {
      return field.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "'%s' of %s must be readable; is the record public?"
              .formatted(field.getName(), owner.getClass().getName()),
          e);
    }
  }
}
