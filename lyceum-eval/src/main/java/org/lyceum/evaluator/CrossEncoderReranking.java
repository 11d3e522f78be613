// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lyceum.protocol.Outcome;

/**
 * {@code CrossEncoderRerankingEvaluator}: does a cross-encoder score the positives of a query above
 * its other documents, and does it order documents better than they were?
 *
 * <p>Means over samples of {@code map}, {@code mrr@k} and {@code ndcg@k}, the main one; {@code
 * base_...} are the same of the documents as they were listed, over the samples that list them.
 * There positives that are not listed stand behind all others, unless none is listed: then all is
 * 0. A sample without anything relevant to order counts 0. In {@code mrr} equal scores are taken
 * from the end of the list, as in the library; in {@code ndcg} they are averaged.
 *
 * @param k cut-off of {@code mrr} and {@code ndcg}, 1 or more
 * @param alwaysReranksPositives whether positives that are not listed are scored too; without them
 *     the measures are those of the whole pipeline
 */
public record CrossEncoderReranking(int k, boolean alwaysReranksPositives) {
  /** The settings of sentence-transformers. */
  public static final CrossEncoderReranking USUAL = new CrossEncoderReranking(10, true);

  /** Checks the cut-off. */
  public CrossEncoderReranking {
    Comparisons.requirePositive("the cut-off k", k);
  }

  /** A query with scores of its documents. */
  public sealed interface Sample {
    /**
     * Scores of documents that are relevant and of others.
     *
     * @param positives finite
     * @param negatives finite; one or more in all
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
    record Told(double[] positives, double[] negatives) implements Sample {
      /** Checks the scores. */
      public Told {
        Comparisons.requireFinite("scores", scores(positives, negatives));
      }

      private static double[] scores(double[] positives, double[] negatives) {
        return Stream.of(positives, negatives).flatMapToDouble(DoubleStream::of).toArray();
      }
    }

    /**
     * Documents as something else ordered them.
     *
     * @param positives ids of all relevant documents, each once
     * @param documents ids of the documents that were found, best first, each once; one or more
     * @param scores finite, by id, of all of either
     */
    record Listed(List<String> positives, List<String> documents, Map<String, Double> scores)
        implements Sample {
      /** Copies the lists and checks ids and scores. */
      public Listed {
        positives = distinct("positives", positives);
        documents = distinct("documents", documents);
        scores = Map.copyOf(scores);
        if (documents.isEmpty()) {
          throw new IllegalArgumentException("documents must be one or more, got none");
        }
        for (var id : Stream.concat(positives.stream(), documents.stream()).toList()) {
          double score = scores.getOrDefault(id, Double.NaN);
          if (!Double.isFinite(score)) {
            throw new IllegalArgumentException(
                "each document must have a finite score, got %s for '%s'"
                    .formatted(scores.containsKey(id) ? score : "none", id));
          }
        }
      }

      private static List<String> distinct(String what, List<String> ids) {
        var seen = new HashSet<String>();
        for (var id : ids) {
          if (!seen.add(id)) {
            throw new IllegalArgumentException(
                "%s must be listed once, got '%s' twice".formatted(what, id));
          }
        }
        return List.copyOf(ids);
      }
    }
  }

  /**
   * {@return the measures; units are samples}
   *
   * @param samples one or more
   */
  public Outcome of(List<Sample> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("there must be a sample or more, got none");
    }
    var scored = samples.stream().map(this::scored).toList();
    var measures = new LinkedHashMap<>(RankedSample.means("", scored, k));
    var listed =
        samples.stream()
            .filter(Sample.Listed.class::isInstance)
            .map(Sample.Listed.class::cast)
            .map(this::asListed)
            .toList();
    if (!listed.isEmpty()) {
      measures.putAll(RankedSample.means("base_", listed, k));
    }
    return RankedSample.outcome(measures, scored, k);
  }

  private RankedSample scored(Sample sample) {
    return switch (sample) {
      case Sample.Told told ->
          ranked(
              RankedSample.relevantFirst(told.positives.length, told.negatives.length),
              Sample.Told.scores(told.positives, told.negatives));
      case Sample.Listed listed -> {
        var ids = alwaysReranksPositives ? positivesFirst(listed) : listed.documents;
        yield ranked(
            isPositive(listed, ids),
            ids.stream().mapToDouble(id -> listed.scores.getOrDefault(id, Double.NaN)).toArray());
      }
    };
  }

  private static List<String> positivesFirst(Sample.Listed listed) {
    var ids = new ArrayList<>(listed.positives);
    listed.documents.stream().filter(id -> !listed.positives.contains(id)).forEach(ids::add);
    return ids;
  }

  private RankedSample asListed(Sample.Listed listed) {
    if (listed.documents.stream().noneMatch(listed.positives::contains)) {
      return RankedSample.NOTHING;
    }
    var ids = new ArrayList<>(listed.documents);
    listed.positives.stream().filter(id -> !listed.documents.contains(id)).forEach(ids::add);
    double[] descending = IntStream.range(0, ids.size()).mapToDouble(i -> -i).toArray();
    return ranked(isPositive(listed, ids), descending);
  }

  private static boolean[] isPositive(Sample.Listed listed, List<String> ids) {
    boolean[] relevant = new boolean[ids.size()];
    for (int i = 0; i < relevant.length; i++) {
      relevant[i] = listed.positives.contains(ids.get(i));
    }
    return relevant;
  }

  private RankedSample ranked(boolean[] relevant, double[] scores) {
    return RankedSample.of(relevant, scores, k, RankedSample.Ties.LAST_LISTED);
  }
}
