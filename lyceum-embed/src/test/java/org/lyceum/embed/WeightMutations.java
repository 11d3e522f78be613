// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.List;
import org.lyceum.family.Families;
import org.lyceum.files.JsonFile;
import org.lyceum.folder.Golden;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;

/** Changes of a folder's weights and of its graph, and what they mean. */
final class WeightMutations {
  private static final String WEIGHTS = "model.safetensors";
  private static final String GRAPH = "onnx/model.onnx";

  private WeightMutations() {}

  static Expected cut(ChangedFolder folder) {
    folder.cut(WEIGHTS);
    return Expected.REFUSED;
  }

  static Expected overwrite(ChangedFolder folder) {
    folder.overwrite(WEIGHTS);
    return Expected.REFUSED_OR_SAME;
  }

  /** An array in another shape; it may be one of a head, which no vector depends on. */
  static Expected reshape(ChangedFolder folder) {
    var weights = folder.weights();
    String name = folder.any(List.copyOf(weights.names()));
    float[] values = weights.floats(name);
    folder.write(weights.put(name, Shape.of(1, values.length), values));
    return named(name);
  }

  static Expected drop(ChangedFolder folder) {
    var weights = folder.weights();
    String name = folder.any(List.copyOf(weights.names()));
    var left = new InMemoryWeights();
    weights.names().stream()
        .filter(each -> !each.equals(name))
        .forEach(each -> left.put(each, weights.shape(each), weights.floats(each)));
    folder.write(left);
    return named(name);
  }

  static Expected notANumber(ChangedFolder folder) {
    var weights = folder.weights();
    float[] values = weights.floats(folder.any(List.copyOf(weights.names())));
    values[folder.random().nextInt(values.length)] = Float.NaN;
    folder.write(weights);
    return Expected.REFUSED_OR_SAME;
  }

  /** Bits of numbers read as integers. */
  static Expected integers(ChangedFolder folder) {
    var names = List.copyOf(folder.weights().names());
    String name = folder.any(names);
    folder.header(text -> text.replaceAll("(\"" + name + "\":\\{\"dtype\":\")F32", "$1I32"));
    return named(name);
  }

  static Expected halves(ChangedFolder folder) {
    folder.header(text -> text.replaceFirst("\"F32\"", "\"F16\""));
    return Expected.REFUSED;
  }

  /** Readers leave out what they do not know. */
  static Expected more(ChangedFolder folder) {
    folder.write(folder.weights().put("strange.weight", Shape.of(3), new float[3]));
    return Expected.SAME;
  }

  /** A bias that the family does not have. */
  static Expected moreBias(ChangedFolder folder) {
    var weights = folder.weights();
    var without =
        weights.names().stream()
            .filter(name -> name.endsWith(".weight") && weights.shape(name).rank() == 2)
            .map(name -> name.substring(0, name.length() - "weight".length()) + "bias")
            .filter(bias -> !weights.names().contains(bias))
            .toList();
    float[] ones = new float[3];
    java.util.Arrays.fill(ones, 1);
    folder.write(weights.put(folder.any(without), Shape.of(3), ones));
    return Expected.SAME;
  }

  /** A parameter a second time, by its name with or without the prefix of a model with heads. */
  static Expected twice(ChangedFolder folder) {
    var names = Families.of(JsonFile.read(folder.path().resolve("config.json"))).names();
    var weights = folder.weights();
    String name = folder.any(List.copyOf(weights.names()));
    String prefix = names.prefixes().getFirst();
    String other = name.startsWith(prefix) ? name.substring(prefix.length()) : prefix + name;
    folder.write(weights.put(other, weights.shape(name), weights.floats(name)));
    return names.canonical(name).isEmpty() ? Expected.SAME : Expected.REFUSED;
  }

  /** A graph that nothing vouches for is not read. */
  static Expected graph(ChangedFolder folder) {
    if (folder.random().nextBoolean()) {
      folder.cut(GRAPH);
    } else {
      folder.overwrite(GRAPH);
    }
    return Expected.SAME;
  }

  static Expected vouchedGraph(ChangedFolder folder) {
    graph(folder);
    return Expected.REFUSED_OR_SAME;
  }

  static Expected golden(ChangedFolder folder) {
    if (folder.random().nextBoolean()) {
      folder.cut(Golden.FILE);
    } else {
      var golden = folder.object(Golden.FILE);
      golden.putArray(folder.any(List.of("texts", "vectors")));
      folder.write(Golden.FILE, golden);
    }
    return Expected.REFUSED;
  }

  private static Expected named(String name) {
    return (what, found, right) -> Expected.REFUSED_OR_SAME.check(what + ": " + name, found, right);
  }
}
