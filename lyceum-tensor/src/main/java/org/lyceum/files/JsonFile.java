// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DataException;

/**
 * A JSON file whose members are read by name; what is wrong with one is told with the file's name.
 *
 * @param path the file
 * @param root what it holds
 */
public record JsonFile(Path path, JsonNode root) {
  /** The one file of a model folder that holds a list. */
  private static final String LIST = "modules.json";

  /**
   * {@return a file that must exist}
   *
   * @param path the file; a list where it is called {@code modules.json}, else an object
   * @throws DataException if it is missing, unreadable, empty or no JSON, if it holds something
   *     else, an object with a key twice, or more than one value
   */
  public static JsonFile read(Path path) {
    JsonNode root = StrictJson.read(path);
    if (!path.endsWith(LIST) && !root.isObject()) {
      throw new DataException(path, "must hold an object, got " + root.getNodeType());
    }
    return new JsonFile(path, root);
  }

  /**
   * {@return a file that may be absent}
   *
   * @param path the file, as in {@link #read}
   * @throws DataException if it is there and broken
   */
  public static Optional<JsonFile> readIfPresent(Path path) {
    return Files.exists(path) ? Optional.of(read(path)) : Optional.empty();
  }

  /** {@return the content, which must be an object} */
  public ObjectNode object() {
    if (root instanceof ObjectNode object) {
      return object;
    }
    throw new DataException(path, "must hold an object, got " + root.getNodeType());
  }

  /**
   * {@return an object inside, empty where it is absent or null}
   *
   * @param key its name
   */
  public JsonFile inner(String key) {
    if (!has(key)) {
      return new JsonFile(path, JsonNodeFactory.instance.objectNode());
    }
    JsonNode node = root.get(key);
    if (!node.isObject()) {
      throw wrong(key, "an object", node);
    }
    return new JsonFile(path, node);
  }

  /**
   * {@return whether a member is there and not null}
   *
   * @param key its name
   */
  public boolean has(String key) {
    return root.hasNonNull(key);
  }

  /**
   * {@return an integer that must be there}
   *
   * @param key its name
   */
  public int integer(String key) {
    JsonNode node = member(key, "an integer");
    if (!node.canConvertToInt() || !node.isIntegralNumber()) {
      throw wrong(key, "an integer", node);
    }
    return node.intValue();
  }

  /**
   * {@return an integer, or a default where it is absent or null}
   *
   * @param key its name
   * @param otherwise the default
   */
  public int integer(String key, int otherwise) {
    return has(key) ? integer(key) : otherwise;
  }

  /**
   * {@return a number, or a default where it is absent or null}
   *
   * @param key its name
   * @param otherwise the default
   */
  public double number(String key, double otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    JsonNode node = root.get(key);
    if (!node.isNumber()) {
      throw wrong(key, "a number", node);
    }
    return node.doubleValue();
  }

  /**
   * {@return a truth value, or a default where it is absent or null}
   *
   * @param key its name
   * @param otherwise the default
   */
  public boolean flag(String key, boolean otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    JsonNode node = root.get(key);
    if (!node.isBoolean()) {
      throw wrong(key, "true or false", node);
    }
    return node.booleanValue();
  }

  /**
   * {@return a string that must be there}
   *
   * @param key its name
   */
  public String string(String key) {
    JsonNode node = member(key, "a string");
    if (!node.isTextual()) {
      throw wrong(key, "a string", node);
    }
    return node.textValue();
  }

  /**
   * {@return a string, or null where it is absent or null}
   *
   * @param key its name
   */
  public @Nullable String stringOrNull(String key) {
    return has(key) ? string(key) : null;
  }

  /**
   * {@return a string, or a default where it is absent or null}
   *
   * @param key its name
   * @param otherwise the default
   */
  public String string(String key, String otherwise) {
    return has(key) ? string(key) : otherwise;
  }

  private JsonNode member(String key, String wanted) {
    JsonNode node = root.get(key);
    if (node == null || node.isNull()) {
      throw new DataException(
          path, "'%s' must be %s, but it is missing; add it".formatted(key, wanted));
    }
    return node;
  }

  private DataException wrong(String key, String wanted, JsonNode node) {
    return new DataException(path, "'%s' must be %s, got %s".formatted(key, wanted, node));
  }
}
