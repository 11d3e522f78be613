// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lyceum.tensor.DataException;

/**
 * Reads JSON files that hold one value and each key of an object once. Takes {@code Infinity} and
 * {@code NaN}, which Python writes, and a byte order mark.
 */
public final class StrictJson {
  // looks at the finished object instead of keeping the names again: costs a large file nothing
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern TWICE = Pattern.compile("(?s)Duplicate field ('.*') for .*");

  private StrictJson() {}

  /**
   * {@return what a file holds}
   *
   * @param file the file
   * @throws DataException if it is missing, unreadable, empty or no JSON, if an object has a key
   *     twice, or if something follows the value; names the file and, where there is one, the line
   */
  public static JsonNode read(Path file) {
    try {
      JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
      if (root.isMissingNode()) {
        throw new DataException(file, "must be JSON, but is empty; copy it again, or delete it");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw malformed(file, e);
    } catch (IOException e) {
      throw new DataException(file, "must be a readable file; check that it exists", e);
    }
  }

  private static DataException malformed(Path file, JsonProcessingException e) {
    var location = e.getLocation();
    String message = "must be JSON: " + why(e.getOriginalMessage());
    return location == null
        ? new DataException(file, message)
        : new DataException(file, location.getLineNr(), message);
  }

  /** What Jackson says, without what helps a programmer of Jackson only. */
  private static String why(String message) {
    Matcher twice = TWICE.matcher(message);
    if (twice.matches()) {
      return "%s stands twice in an object; remove one".formatted(twice.group(1));
    }
    return message.startsWith("Trailing token")
        ? "something follows the value; remove it"
        : message.replaceAll(" *\\(start marker.*", "");
  }
}
