// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lyceum.files.StrictJson;
import org.lyceum.tensor.DataException;

/** Reads {@code model.safetensors.index.json}: which file holds which array. */
final class ShardIndex {
  private ShardIndex() {}

  /** {@return file name by array name, in the order of the index} */
  static Map<String, String> read(Path index) {
    var map = StrictJson.read(index).path("weight_map");
    if (!map.isObject()) {
      throw new DataException(index, "must hold an object 'weight_map' from array to file");
    }
    var files = new LinkedHashMap<String, String>();
    map.properties().forEach(e -> files.put(e.getKey(), file(index, e.getKey(), e.getValue())));
    return files;
  }

  private static String file(Path index, String array, JsonNode value) {
    if (!value.isTextual()) {
      throw new DataException(
          index, "'weight_map' must name the file of '%s', found %s".formatted(array, value));
    }
    String file = value.textValue();
    if (file.isEmpty() || file.contains("/") || file.contains("\\") || file.equals("..")) {
      throw new DataException(index, "files must lie beside the index, found '%s'".formatted(file));
    }
    return file;
  }
}
