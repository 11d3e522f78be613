// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lyceum.tensor.DataException;
import org.lyceum.text.JsonFile;

/**
 * One entry of a {@code modules.json}.
 *
 * @param idx its place
 * @param type what it is
 * @param folder where its files are
 */
record ModuleEntry(int idx, ModuleType type, Path folder) {
  /** The entries of the file of a model folder, in order. */
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
      entries.add(
          new ModuleEntry(
              entry.integer("idx", entries.size()),
              ModuleType.of(file.path(), entry.string("type")),
              folder));
    }
    entries.sort(Comparator.comparingInt(ModuleEntry::idx));
    return entries;
  }
}
