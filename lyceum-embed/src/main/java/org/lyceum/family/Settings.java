// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Activation;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.UnsupportedException;

/**
 * A {@code config.json} that remembers what it was asked for. A setting that nobody asked for could
 * change the mathematics, so that it is an error unless it is known not to.
 */
final class Settings {
  /** The type of a layer that sees only a window. */
  static final String WINDOW = "sliding_attention";

  /** The type of a layer that sees as far as the family does. */
  static final String WHOLE = "full_attention";

  private static final List<String> LAYER_TYPES = List.of(WHOLE, WINDOW);

  private final JsonFile file;
  private final Set<String> asked = new HashSet<>();

  Settings(JsonFile file) {
    this.file = file;
  }

  private JsonFile ask(String key) {
    asked.add(key);
    return file;
  }

  /** Whether a setting is there and not null. */
  boolean has(String key) {
    return ask(key).has(key);
  }

  /** Whether a setting is not there at all, where null means something else than that. */
  boolean lacks(String key) {
    return node(key).isMissingNode();
  }

  int integer(String key) {
    return ask(key).integer(key);
  }

  int integer(String key, int otherwise) {
    return ask(key).integer(key, otherwise);
  }

  /** An integer that must be at least 1. */
  int size(String key) {
    return atLeastOne(key, integer(key));
  }

  int size(String key, int otherwise) {
    return atLeastOne(key, integer(key, otherwise));
  }

  private int atLeastOne(String key, int value) {
    if (value < 1) {
      throw wrong("'%s' must be at least 1, got %d", key, value);
    }
    return value;
  }

  /** Two sizes of a picture: one number for both, or height and width. */
  int[] heightAndWidth(String key, int otherwise) {
    JsonNode both = node(key);
    if (!both.isArray()) {
      int size = size(key, otherwise);
      return new int[] {size, size};
    }
    if (both.size() != 2 || both.get(0).asInt() < 1 || both.get(1).asInt() < 1) {
      throw wrong("'%s' must be a size, or height and width, got %s", key, both);
    }
    return new int[] {both.get(0).asInt(), both.get(1).asInt()};
  }

  /** A number that is neither infinite nor none, both of which JSON files of Python may hold. */
  double number(String key, double otherwise) {
    double number = ask(key).number(key, otherwise);
    if (!Double.isFinite(number)) {
      throw wrong("'%s' must be a finite number, got %s", key, number);
    }
    return number;
  }

  /** A number that must be above 0. */
  double positive(String key, double otherwise) {
    double number = number(key, otherwise);
    if (!(number > 0)) {
      throw wrong("'%s' must be above 0, got %s", key, number);
    }
    return number;
  }

  /** A number that two libraries name differently; two names must say the same. */
  double either(String key, String other, double otherwise) {
    double number = number(key, number(other, otherwise));
    if (has(other) && number(other, 0) != number) {
      throw wrong("'%s' and '%s' must be the same, got %s and %s", key, other, number, node(other));
    }
    return number;
  }

  /** A small number that is added to a variance. */
  double eps(String key, double otherwise) {
    double eps = number(key, otherwise);
    if (!(eps > 0 && eps < 1)) {
      throw wrong("'%s' must lie between 0 and 1, got %s", key, eps);
    }
    return eps;
  }

  boolean flag(String key, boolean otherwise) {
    return ask(key).flag(key, otherwise);
  }

  @Nullable String stringOrNull(String key) {
    return ask(key).stringOrNull(key);
  }

  String string(String key) {
    return ask(key).string(key);
  }

  String string(String key, String otherwise) {
    return ask(key).string(key, otherwise);
  }

  Activation activation(String key, String otherwise) {
    String name = string(key, otherwise);
    try {
      return Activation.named(name);
    } catch (IllegalArgumentException e) {
      throw new UnsupportedException(file.path(), "of '%s': %s".formatted(key, e.getMessage()));
    }
  }

  JsonNode node(String key) {
    return ask(key).root().path(key);
  }

  /** An object inside, whose settings must all be asked for too, or null. */
  @Nullable Settings inner(String key) {
    return has(key) ? new Settings(file.inner(key)) : null;
  }

  /**
   * One side of a model of texts and pictures, whose settings must all be asked for too; a second
   * object named so with {@code _dict} goes before it, and what neither says is as usual.
   */
  Settings side(String key) {
    var first = inner(key);
    var second = inner(key + "_dict");
    if (second != null) {
      return second;
    }
    return first != null
        ? first
        : new Settings(new JsonFile(file.path(), JsonNodeFactory.instance.objectNode()));
  }

  /** Strings, or null where there are none. */
  @Nullable List<String> strings(String key) {
    if (!has(key)) {
      return null;
    }
    var strings = new ArrayList<String>();
    node(key).forEach(each -> strings.add(each.asText()));
    return strings;
  }

  /** Integers that must each be at least 1. */
  List<Integer> integers(String key) {
    var integers = new ArrayList<Integer>();
    node(key).forEach(each -> integers.add(atLeastOne(key, each.asInt())));
    return integers;
  }

  /** Refuses a setting that has another value than the one that is understood. */
  void require(String key, String value) {
    String found = has(key) ? node(key).asText() : value;
    if (!found.equals(value)) {
      throw unsupported("'%s' is '%s', not '%s'", key, found, value);
    }
  }

  /**
   * Of each layer, whether it sees only a window, from a list of as many types as there are layers;
   * null where there is no list.
   */
  boolean @Nullable [] windowed(int layers) {
    var types = strings("layer_types");
    if (types == null) {
      return null;
    }
    if (types.size() != layers) {
      throw wrong(
          "'layer_types' must name a type for each of %d layers, got %d", layers, types.size());
    }
    boolean[] which = new boolean[layers];
    for (int i = 0; i < layers; i++) {
      String type = types.get(i);
      if (!LAYER_TYPES.contains(type)) {
        throw unsupported(
            "'layer_types' has '%s'; supported: %s", type, String.join(", ", LAYER_TYPES));
      }
      which[i] = type.equals(WINDOW);
    }
    return which;
  }

  DataException wrong(IllegalArgumentException e) {
    return new DataException(file.path(), e);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  DataException wrong(String message, Object... arguments) {
    return new DataException(file.path(), message.formatted(arguments));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  DataException unsupported(String reason, Object... arguments) {
    return new UnsupportedException(file.path(), reason.formatted(arguments));
  }

  /** What is left must be known to change nothing. */
  void done() {
    for (var entry : file.root().properties()) {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      if (!asked.contains(key) && !value.isNull() && !HarmlessSettings.pass(key, value)) {
        throw unsupported(
            "'%s' is %s, a setting that is not understood here and may change the"
                + " vectors; remove it only if you know that it does not",
            key, value);
      }
    }
  }
}
