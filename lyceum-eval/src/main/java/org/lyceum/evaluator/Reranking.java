// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.Vectors;

/**
 * {@code RerankingEvaluator}: are the positives of a query nearer to it than its negatives?
 *
 * <p>Means over samples of {@code map}, {@code mrr@k}, where positives come before negatives of the
 * same similarity as they do in the library, and {@code ndcg@k}, the main one, which is {@link
 * org.lyceum.metric.TieAveragedNdcg}. Samples without positives or without negatives are left out.
 *
 * @param similarity how query and documents are compared; the cosine in the library
 * @param k cut-off of {@code mrr} and {@code ndcg}, 1 or more
 */
public record Reranking(Similarity similarity, int k) {
  /** The settings of sentence-transformers. */
  public static final Reranking USUAL = new Reranking(Similarity.COSINE, 10);

  /** Checks the cut-off. */
  public Reranking {
    Comparisons.requirePositive("the cut-off k", k);
  }

  /**
   * A query and its documents, all vectors of one width.
   *
   * @param query the query
   * @param positives relevant documents
   * @param negatives other documents
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  public record Sample(float[] query, List<float[]> positives, List<float[]> negatives) {
    /** Copies the lists and checks the vectors. */
    public Sample {
      positives = List.copyOf(positives);
      negatives = List.copyOf(negatives);
      var documents = new ArrayList<>(positives);
      documents.addAll(negatives);
      if (!documents.isEmpty()) {
        Vectors.requireAlike("queries", List.of(query), "documents", documents);
      }
    }

    private boolean isComplete() {
      return !positives.isEmpty() && !negatives.isEmpty();
    }
  }

  /**
   * {@return the measures; units are the samples that have positives and negatives, in their order}
   *
   * @param samples of which one or more have both
   */
  public Outcome of(List<Sample> samples) {
    var measured = samples.stream().filter(Sample::isComplete).map(this::measured).toList();
    if (measured.isEmpty()) {
      throw new IllegalArgumentException(
          "a sample must have positives and negatives, got none that has both among %d"
              .formatted(samples.size()));
    }
    return RankedSample.outcome(RankedSample.means("", measured, k), measured, k);
  }

  private RankedSample measured(Sample sample) {
    var documents = new ArrayList<>(sample.positives);
    documents.addAll(sample.negatives);
    double[] scores =
        Comparisons.of(similarity, Collections.nCopies(documents.size(), sample.query), documents);
    boolean[] relevant =
        RankedSample.relevantFirst(sample.positives.size(), sample.negatives.size());
    return RankedSample.of(relevant, scores, k, RankedSample.Ties.FIRST_LISTED);
  }
}
