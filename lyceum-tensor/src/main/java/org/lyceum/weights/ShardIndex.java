// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lyceum.tensor.DataException;

/** Reads {@code model.safetensors.index.json}: which file holds which array. */
final class ShardIndex {
  private ShardIndex() {}

  /** {@return file name by array name, in the order of the index} */
  static Map<String, String> read(Path index) {
    var files = new LinkedHashMap<String, String>();
    try {
      var map = new ObjectMapper().readTree(Files.readString(index)).path("weight_map");
      if (!map.isObject()) {
        throw new DataException(index, "must hold an object 'weight_map' from array to file");
      }
      map.properties().forEach(entry -> files.put(entry.getKey(), entry.getValue().asText()));
    } catch (IOException e) {
      throw new DataException(index, "cannot be read as JSON: " + e.getMessage(), e);
    }
    for (String file : files.values()) {
      if (file.isEmpty() || file.contains("/") || file.contains("\\") || file.equals("..")) {
        throw new DataException(
            index, "files must lie beside the index, found '%s'".formatted(file));
      }
    }
    return files;
  }
}
