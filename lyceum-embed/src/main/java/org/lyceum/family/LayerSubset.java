// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lyceum.files.JsonFile;
import org.lyceum.weights.RenamedWeights;
import org.lyceum.weights.Weights;

/**
 * Some layers of an encoder, counted anew: fewer, for a student; or some of them twice, one part
 * behind another, for a deeper model.
 *
 * @param kept numbers of layers, from 0, in the order they shall have
 * @see <a href="https://arxiv.org/abs/2312.15166">Kim et al. 2023</a>, section 3.1, on deeper ones
 */
public record LayerSubset(List<Integer> kept) {
  private static final Pattern LAYER =
      Pattern.compile(
          "((?:encoder\\.)?(?:layers|layer|h|block)|transformer\\.layer)\\.([0-9]+)\\.(.+)");
  private static final List<String> COUNTS =
      List.of("num_hidden_layers", "num_layers", "n_layers", "n_layer", "encoder_layers");
  private static final String TYPES = "layer_types";

  /** Copies the list. */
  public LayerSubset {
    kept = List.copyOf(kept);
    if (kept.isEmpty()) {
      throw new IllegalArgumentException("at least one layer must be kept");
    }
  }

  /**
   * {@return a checkpoint of these layers}
   *
   * @param weights by the names of {@link Architecture.CheckpointNames#canonical}
   * @throws IllegalArgumentException if there is no such layer, or layers share their parameters
   */
  public Weights of(Weights weights) {
    var names = new LinkedHashMap<String, String>();
    var ofLayer = new LinkedHashMap<Integer, List<String[]>>();
    for (String name : weights.names()) {
      Matcher layer = LAYER.matcher(name);
      if (layer.matches()) {
        ofLayer
            .computeIfAbsent(Integer.valueOf(layer.group(2)), i -> new ArrayList<>())
            .add(new String[] {layer.group(1), layer.group(3)});
      } else {
        names.put(name, name);
      }
    }
    for (int i = 0; i < kept.size(); i++) {
      add(names, ofLayer, kept.get(i), i);
    }
    return new RenamedWeights(weights, names);
  }

  private static void add(
      Map<String, String> names, Map<Integer, List<String[]>> ofLayer, int from, int to) {
    var parts = ofLayer.get(from);
    if (parts == null) {
      throw new IllegalArgumentException(
          ofLayer.isEmpty()
              ? "layers cannot be chosen where they share their parameters"
              : "layers to keep must be among %s, got %d".formatted(ofLayer.keySet(), from));
    }
    for (String[] part : parts) {
      names.put(part[0] + "." + to + "." + part[1], part[0] + "." + from + "." + part[1]);
    }
  }

  /**
   * {@return whether a parameter is one of a layer of the encoder}
   *
   * @param name by the names of {@link Architecture.CheckpointNames#canonical}
   */
  public static boolean isOfLayer(String name) {
    return LAYER.matcher(name).matches();
  }

  private void requireIn(int layers) {
    for (int layer : kept) {
      if (layer < 0 || layer >= layers) {
        throw new IllegalArgumentException(
            "layers to keep must lie in 0..%d, got %d".formatted(layers - 1, layer));
      }
    }
  }

  /**
   * {@return the {@code config.json} of these layers}
   *
   * @param whole what all layers are
   * @param settings their {@code config.json}
   * @throws IllegalArgumentException if there is no such layer, or one would become another by its
   *     place
   */
  public ObjectNode settings(Architecture whole, ObjectNode settings) {
    requireIn(whole.sizes().layers());
    var changed = settings.deepCopy();
    COUNTS.stream().filter(changed::has).forEach(name -> changed.put(name, kept.size()));
    if (changed.path(TYPES) instanceof ArrayNode types) {
      var left = changed.putArray(TYPES);
      for (int layer : kept) {
        JsonNode type = types.path(layer);
        left.add(type);
      }
    }
    var part = Families.of(new JsonFile(Path.of("config.json"), changed));
    for (int i = 0; i < kept.size(); i++) {
      if (!whole.place(kept.get(i)).equals(part.place(i))) {
        throw new IllegalArgumentException(
            "layer %d of a %s encoder cannot become layer %d: what it sees or how it is scaled depends on its place"
                .formatted(kept.get(i), whole.kind(), i));
      }
    }
    return changed;
  }
}
