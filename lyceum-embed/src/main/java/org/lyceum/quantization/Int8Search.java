// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lyceum.embed.EncoderGraph;
import org.lyceum.folder.Similarity;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.text.TokenIds;

/**
 * Finds which products of a model bear 8 bits. All of them do in most models. Where the vectors
 * come out too far from the model's, the products that cost most cosine for their work stay in
 * single precision, as few as are needed; where too many would be, none does.
 *
 * @param single the model
 * @param calibration of the inputs of its products
 * @param texts to compare with, none of them calibrated with
 * @param wanted the model's vectors of the texts
 * @param mostWide the most work that may stay in single precision, as a share
 */
record Int8Search(
    OnnxModel single,
    Calibration calibration,
    List<TokenIds> texts,
    List<float[]> wanted,
    double mostWide) {
  /** Below this mean cosine products are left wide. */
  static final double WANTED_COSINE = 0.999;

  /**
   * Of the work: where products in 8 bits are 2.2 times as fast, this much in single precision
   * leaves 95 % of the speed.
   */
  static final double MOST_WIDE = 0.043;

  /** Texts that each product is tried on alone. */
  private static final int FEW = 24;

  /** The best graph that was found. */
  Int8Exporter best() {
    var all = graph(Set.of());
    if (all.fidelity().meanCosine() >= WANTED_COSINE) {
      return all;
    }
    var best = all;
    var work = Int8Graph.work(single.graph());
    double limit = mostWide * total(work);
    var wide = new HashSet<String>();
    for (String input : sensitive(work)) {
      wide.add(input);
      if (spent(work, wide) > limit) {
        wide.remove(input); // a smaller one may still fit
      } else {
        var next = graph(wide);
        best = next.fidelity().meanCosine() > best.fidelity().meanCosine() ? next : best;
        if (best.fidelity().meanCosine() >= WANTED_COSINE) {
          return best;
        }
      }
    }
    return all.fidelity().isEnough() ? all : best; // slower is worth it only for what is wanted
  }

  /** Inputs of products, the one that costs most cosine for its work first. */
  private List<String> sensitive(Map<String, Long> work) {
    var few = new Int8Search(single, calibration, few(texts), few(wanted), mostWide);
    var loss = new HashMap<String, Double>();
    for (var input : work.entrySet()) {
      var others = new HashSet<>(work.keySet());
      others.remove(input.getKey());
      double cosine = few.graph(others).fidelity().meanCosine();
      loss.put(input.getKey(), (1 - cosine) / input.getValue());
    }
    var inputs = new ArrayList<>(work.keySet());
    inputs.sort(Comparator.comparingDouble((String input) -> -loss.getOrDefault(input, 0.0)));
    return inputs;
  }

  private static <T> List<T> few(List<T> all) {
    return all.subList(0, Math.min(FEW, all.size()));
  }

  private Int8Exporter graph(Set<String> wide) {
    var model = single.withGraph(new Int8Graph(single.graph(), calibration, wide).rewritten());
    var found = vectors("the 8-bit graph", model, texts);
    double sum = 0;
    double least = 1;
    for (int i = 0; i < wanted.size(); i++) {
      double cosine = Similarity.COSINE.of(wanted.get(i), found.get(i));
      sum += cosine;
      least = Math.min(least, cosine);
    }
    var work = Int8Graph.work(single.graph());
    double share = spent(work, wide) / Math.max(1, total(work));
    return new Int8Exporter(
        model, new Int8Exporter.Fidelity(sum / wanted.size(), least, wanted.size(), share));
  }

  private static double total(Map<String, Long> work) {
    return spent(work, work.keySet());
  }

  private static double spent(Map<String, Long> work, Set<String> inputs) {
    return inputs.stream().mapToDouble(input -> work.getOrDefault(input, 0L)).sum();
  }

  /** The vectors of texts by a graph, each text alone. */
  static List<float[]> vectors(String name, OnnxModel model, List<TokenIds> texts) {
    try (var graph = EncoderGraph.open(name, model)) {
      return graph.alone(texts);
    }
  }
}
