// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lyceum.weights.RenamedWeights;
import org.lyceum.weights.Weights;

/** Views of a BERT checkpoint. */
public final class BertWeights {
  private static final Pattern LAYER = Pattern.compile("encoder\\.layer\\.([0-9]+)\\.(.+)");

  private BertWeights() {}

  /**
   * {@return a checkpoint of fewer layers: those kept, counted anew from 0}
   *
   * @param weights by the names of the base model
   * @param kept numbers of layers, from 0, in the order they shall have
   */
  public static Weights layers(Weights weights, List<Integer> kept) {
    var names = new LinkedHashMap<String, String>();
    var ofLayer = new LinkedHashMap<Integer, List<String>>();
    for (String name : weights.names()) {
      Matcher layer = LAYER.matcher(name);
      if (layer.matches()) {
        ofLayer
            .computeIfAbsent(Integer.valueOf(layer.group(1)), i -> new ArrayList<>())
            .add(layer.group(2));
      } else {
        names.put(name, name);
      }
    }
    for (int i = 0; i < kept.size(); i++) {
      addLayer(names, ofLayer, kept.get(i), i);
    }
    return new RenamedWeights(weights, names);
  }

  private static void addLayer(
      Map<String, String> names, Map<Integer, List<String>> ofLayer, int from, int to) {
    var parts = ofLayer.get(from);
    if (parts == null) {
      throw new IllegalArgumentException(
          "layers to keep must be among %s, got %d".formatted(ofLayer.keySet(), from));
    }
    for (String part : parts) {
      names.put("encoder.layer." + to + "." + part, "encoder.layer." + from + "." + part);
    }
  }
}
