// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.lyceum.protocol.Identified;
import org.lyceum.protocol.Outcome;

/**
 * {@code ParaphraseMiningEvaluator}: are the most similar pairs of a collection its paraphrases?
 *
 * <p>Pairs are mined by cosine; {@code average_precision} is the main measure, {@code f1} stands at
 * its best threshold with {@code precision}, {@code recall} and that {@code threshold}. Paraphrases
 * that were not mined count as not found. Pairs of equal similarity are never separated.
 *
 * @param transitiveClosure whether a paraphrase of a paraphrase is one too
 * @param topK how many others each text is paired with at most, 1 or more
 * @param maxPairs how many pairs are kept, 1 or more: the most similar ones
 */
public record ParaphraseMining(boolean transitiveClosure, int topK, int maxPairs) {
  /** The settings of sentence-transformers. */
  public static final ParaphraseMining USUAL = new ParaphraseMining(false, 100, 500_000);

  /** Checks the numbers. */
  public ParaphraseMining {
    Comparisons.requirePositive("top-k", topK);
    Comparisons.requirePositive("the number of pairs", maxPairs);
  }

  /**
   * Two texts that say the same.
   *
   * @param first an id
   * @param second the id of another text
   */
  public record Paraphrase(String first, String second) {}

  /**
   * {@return the measures; units are the pairs that were mined or are paraphrases}
   *
   * @param texts two or more
   * @param paraphrases pairs of their ids in any order, repeated or not; one or more
   */
  public Outcome of(Identified texts, List<Paraphrase> paraphrases) {
    if (texts.ids().size() < 2) {
      throw new IllegalArgumentException(
          "there must be two texts or more to be paired, got %d".formatted(texts.ids().size()));
    }
    var wanted = wanted(texts.ids(), paraphrases);
    var mined = MinedPairs.of(texts.vectors(), topK, maxPairs);
    boolean[] labels = new boolean[mined.pairs().size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = wanted.contains(mined.pairs().get(i));
    }
    var best = new BestThresholds(mined.scores(), labels, true, wanted.size());
    var f1 = best.f1();
    var measures = new LinkedHashMap<String, Double>();
    measures.put("average_precision", best.averagePrecision());
    measures.put("f1", f1.value());
    measures.put("precision", f1.precision());
    measures.put("recall", f1.recall());
    measures.put("threshold", f1.threshold());
    int missed = wanted.size() - BestThresholds.count(labels);
    return new Outcome(
        measures,
        "average_precision",
        new Redrawn(
            labels.length + missed, units -> averagePrecision(mined.scores(), labels, units)));
  }

  /** Units beyond the scores are paraphrases that were not mined. */
  private static double averagePrecision(double[] scores, boolean[] labels, int[] units) {
    int[] mined = IntStream.of(units).filter(unit -> unit < scores.length).toArray();
    if (mined.length == 0) {
      return 0;
    }
    boolean[] some = Redrawn.some(labels, mined);
    int positives = BestThresholds.count(some) + units.length - mined.length;
    return new BestThresholds(Redrawn.some(scores, mined), some, true, positives)
        .averagePrecision();
  }

  private Set<MinedPairs.Pair> wanted(List<String> ids, List<Paraphrase> paraphrases) {
    if (paraphrases.isEmpty()) {
      throw new IllegalArgumentException("there must be a paraphrase or more, got none");
    }
    var indices = new HashMap<String, Integer>();
    for (int i = 0; i < ids.size(); i++) {
      indices.put(ids.get(i), i);
    }
    var pairs = new LinkedHashSet<MinedPairs.Pair>();
    for (var each : paraphrases) {
      int first = index(indices, each.first());
      int second = index(indices, each.second());
      if (first == second) {
        throw new IllegalArgumentException(
            "a paraphrase must be of another text, got '%s' with itself".formatted(each.first()));
      }
      pairs.add(MinedPairs.Pair.of(first, second));
    }
    return transitiveClosure ? closed(pairs, ids.size()) : pairs;
  }

  private static int index(Map<String, Integer> indices, String id) {
    var index = indices.get(id);
    if (index == null) {
      throw new IllegalArgumentException(
          "paraphrases must be of the texts, got '%s', which is none; leave it out".formatted(id));
    }
    return index;
  }

  /** All pairs of texts that a chain of pairs connects. */
  private static Set<MinedPairs.Pair> closed(Set<MinedPairs.Pair> pairs, int count) {
    int[] group = IntStream.range(0, count).toArray(); // a text of the group, the same for all
    for (var pair : pairs) {
      int from = group[pair.second()];
      int to = group[pair.first()];
      for (int i = 0; i < count && from != to; i++) {
        group[i] = group[i] == from ? to : group[i];
      }
    }
    var members = new HashMap<Integer, List<Integer>>();
    var closed = new LinkedHashSet<MinedPairs.Pair>();
    for (int i = 0; i < count; i++) {
      var others = members.computeIfAbsent(group[i], key -> new ArrayList<>());
      for (int other : others) {
        closed.add(MinedPairs.Pair.of(other, i));
      }
      others.add(i);
    }
    return closed;
  }
}
