// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.lyceum.files.AtomicFile;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

/**
 * Where a model came from, complete enough to make it again: {@code provenance.json}.
 *
 * @param recipe what made it, such as the command line
 * @param seed the one seed from which every random stream of the run is derived
 * @param data id to SHA-256 of what was read
 * @param settings every setting in force, defaults included, by dotted path
 * @param parent fingerprint of the model started from, or {@code none}
 * @param figures last value of each figure; what is not a number is null in the file and NaN here
 * @param versions library to version
 * @param finished when
 */
public record Provenance(
    String recipe,
    long seed,
    Map<String, String> data,
    Map<String, String> settings,
    String parent,
    Map<String, Double> figures,
    Map<String, String> versions,
    Instant finished) {
  /** The name of the file in a model folder. */
  public static final String FILE = "provenance.json";

  /** Sorts the maps by key. */
  public Provenance {
    data = sorted(data);
    settings = sorted(settings);
    figures = sorted(figures);
    versions = sorted(versions);
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  /**
   * {@return what a file holds}
   *
   * @param path a {@code provenance.json}
   */
  public static Provenance read(Path path) {
    JsonFile file = JsonFile.read(path);
    var figures = new TreeMap<String, Double>();
    each(file, "figures", (name, child) -> figures.put(name, child.number(name, Double.NaN)));
    return new Provenance(
        file.string("recipe"),
        file.root().path("seed").asLong(),
        strings(file, "data"),
        strings(file, "settings"),
        file.string("parent", "none"),
        figures,
        strings(file, "versions"),
        instant(file));
  }

  private static Map<String, String> strings(JsonFile file, String key) {
    var map = new TreeMap<String, String>();
    each(file, key, (name, child) -> map.put(name, child.string(name)));
    return map;
  }

  private static void each(JsonFile file, String key, BiConsumer<String, JsonFile> entry) {
    var child = new JsonFile(file.path(), file.root().path(key));
    child.root().fieldNames().forEachRemaining(name -> entry.accept(name, child));
  }

  private static Instant instant(JsonFile file) {
    String text = file.string("finished");
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new DataException(
          file.path(), "'finished' must be a time such as 2026-01-31T12:00:00Z, got " + text, e);
    }
  }

  /**
   * {@return the same with other figures}
   *
   * @param measured last value of each figure
   */
  public Provenance withFigures(Map<String, Double> measured) {
    return new Provenance(recipe, seed, data, settings, parent, measured, versions, finished);
  }

  /**
   * {@return the same with what was done to the model afterwards}
   *
   * @param moreSettings in addition, by dotted path
   * @param moreData in addition: id to SHA-256 of what was read
   */
  public Provenance plus(Map<String, String> moreSettings, Map<String, String> moreData) {
    return new Provenance(
        recipe,
        seed,
        joined(data, moreData),
        joined(settings, moreSettings),
        parent,
        figures,
        versions,
        finished);
  }

  private static Map<String, String> joined(Map<String, String> some, Map<String, String> more) {
    var all = new TreeMap<>(some);
    all.putAll(more);
    return all;
  }

  /**
   * Writes the file, in place of the one that may be there.
   *
   * @param path a {@code provenance.json}
   */
  public void write(Path path) {
    byte[] bytes = JsonText.of(json()).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(path, out -> out.write(bytes));
  }

  /** {@return the content of the file} */
  ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("recipe", recipe).put("seed", seed).put("parent", parent);
    put(root, "settings", settings);
    put(root, "data", data);
    ObjectNode figureNode = root.putObject("figures");
    figures.forEach((name, value) -> figureNode.put(name, Double.isFinite(value) ? value : null));
    put(root, "versions", versions);
    return root.put("finished", finished.toString());
  }

  private static void put(ObjectNode root, String key, Map<String, String> map) {
    ObjectNode node = root.putObject(key);
    map.forEach(node::put);
  }
}
