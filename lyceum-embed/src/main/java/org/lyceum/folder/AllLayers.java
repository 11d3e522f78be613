// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lyceum.family.LayerSubset;
import org.lyceum.tensor.DataException;
import org.lyceum.weights.Weights;

/**
 * Makes sure that a model has all layers that its weights have: a configuration that says fewer is
 * of another model. Heads, poolers, other towers and whatever else is not asked for at all may be
 * there.
 */
final class AllLayers {
  private static final Pattern NUMBER = Pattern.compile("\\.([0-9]+)\\.");

  private final Path folder;
  private final Set<String> asked;
  private final Map<String, Set<String>> numbers = new HashMap<>();

  /** Knows by what numbers was asked for, below what name. */
  AllLayers(Path folder, Set<String> asked) {
    this.folder = folder;
    this.asked = asked;
    for (String name : asked) {
      Matcher number = NUMBER.matcher(name);
      for (int at = 0; number.find(at); at = number.end() - 1) {
        String stem = name.substring(0, number.start());
        numbers.computeIfAbsent(stem, s -> new HashSet<>()).add(number.group(1));
      }
    }
  }

  /** Refuses weights of layers beside others that were asked for. */
  void requireOf(Weights weights) {
    for (String name : weights.names()) {
      if (!asked.contains(name)) {
        require(name);
      }
    }
  }

  private void require(String name) {
    Matcher number = NUMBER.matcher(name);
    for (int at = 0; number.find(at); at = number.end() - 1) {
      var known = numbers.get(name.substring(0, number.start()));
      if (known != null && !known.contains(number.group(1))) {
        throw refusal(name, known.size());
      }
    }
  }

  /**
   * Refuses weights of layers where the model has none.
   *
   * @param prefix of the encoder's names
   */
  void requireNone(Weights weights, String prefix) {
    for (String name : weights.names()) {
      if (!asked.contains(name)
          && name.startsWith(prefix)
          && LayerSubset.isOfLayer(name.substring(prefix.length()))) {
        throw refusal(name, 0);
      }
    }
  }

  private DataException refusal(String name, int layers) {
    return new DataException(
        folder,
        "config.json must be the one of these weights, but it says %d layers, and they hold '%s' of one more; take both of one model"
            .formatted(layers, name));
  }
}
