// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

/**
 * One entry of a {@code modules.json}.
 *
 * @param idx its place
 * @param type what it is
 * @param folder where its files are
 */
record ModuleEntry(int idx, ModuleType type, Path folder) {
  /**
   * The entries of the file of a model folder, in its order, as sentence-transformers takes them.
   */
  static List<ModuleEntry> read(Path root, JsonFile file) {
    if (!file.root().isArray() || file.root().isEmpty()) {
      throw new DataException(file.path(), "must be an array of modules, the encoder first");
    }
    var entries = new ArrayList<ModuleEntry>();
    for (JsonNode node : file.root()) {
      var entry = new JsonFile(file.path(), node);
      Path folder = root.resolve(entry.string("path", "")).normalize();
      if (!folder.startsWith(root)) {
        throw new DataException(
            file.path(),
            "'path' must stay inside the model folder, got '%s'"
                .formatted(node.path("path").asText()));
      }
      int last = entries.isEmpty() ? -1 : entries.getLast().idx();
      entries.add(
          new ModuleEntry(
              idx(entry, last), ModuleType.of(file.path(), entry.string("type")), folder));
    }
    return entries;
  }

  /** Refuses one that says another order, which the file's writer may have meant. */
  private static int idx(JsonFile entry, int last) {
    int idx = entry.integer("idx", last + 1);
    if (idx <= last) {
      throw new DataException(
          entry.path(),
          "modules must stand in the order of their 'idx', got %d after %d; put them in order, or correct 'idx'"
              .formatted(idx, last));
    }
    return idx;
  }
}
