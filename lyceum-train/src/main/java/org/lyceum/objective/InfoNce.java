// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/**
 * Contrastive loss with in-batch and hard negatives.
 *
 * <p>{@code loss = mean_i -log( exp(s_ii / t) / sum_j exp(s_ij / t) )}, where {@code s} compares
 * query {@code i} with all positives, then all first hard negatives, and so on. More {@link
 * Direction directions} add their scores to the denominator.
 *
 * <p>Data: (query, positive, hard negative...). Wants large batches. A second copy of a positive
 * would be punished as a negative: where the batch says which texts are the same ({@link
 * Embeddings#identities}), every candidate with the text of the query or of its positive is masked,
 * the positive itself excepted. With {@code B = 1} and no hard negative the loss is 0 and teaches
 * nothing.
 *
 * @param temperature {@code t}; lower is sharper. 0.05 in SimCSE, 0.01 to 0.02 for retrieval
 * @param similarity {@code s}
 * @param directions what is compared with what; {@link Direction#QUERY_TO_DOCUMENT} is always among
 *     them
 * @param partition how the directions share the denominator
 * @param hardness extra weight for hard negatives, or none
 * @see <a href="https://arxiv.org/abs/1807.03748">van den Oord et al. 2018</a>, eq. 4
 * @see <a href="https://arxiv.org/abs/2308.03281">Li et al. 2023</a> (GTE), eq. 2
 */
public record InfoNce(
    double temperature,
    Similarity similarity,
    List<Direction> directions,
    Partition partition,
    Hardness hardness)
    implements Objective {
  /** How two vectors are compared. */
  public enum Similarity {
    /** The cosine of the angle. */
    COSINE,
    /** The dot product. */
    DOT
  }

  /** What is compared with what. */
  public enum Direction {
    /** Query with all documents, hard negatives included. */
    QUERY_TO_DOCUMENT,
    /** Query with the other queries. */
    QUERY_TO_QUERY,
    /** Positive with all queries. */
    DOCUMENT_TO_QUERY,
    /** Positive with the documents of other queries. */
    DOCUMENT_TO_DOCUMENT
  }

  /** How several directions share the denominator. */
  public enum Partition {
    /** All scores stand in one sum. */
    JOINT,
    /**
     * Each direction has its own sum; their logarithms are averaged over the directions in which
     * the query has a candidate: in a batch of one row it has no other query, and no other document
     * where all others are masked.
     */
    PER_DIRECTION
  }

  /** Which negatives count more the more similar they are. */
  public enum Negatives {
    /** Those of other queries, their hard negatives included. */
    IN_BATCH,
    /** The query's own hard negatives. */
    HARD,
    /** All but the positive. */
    ALL
  }

  /**
   * Adds {@code strength} times the similarity, without gradient, to the scores of some negatives.
   *
   * @param negatives which
   * @param strength 0 for none; 5 to 9 in the literature
   * @see <a href="https://arxiv.org/abs/2503.04812">Lan et al. 2025</a> (LLaVE), eq. 4
   */
  public record Hardness(Negatives negatives, double strength) {
    /** No extra weight. */
    public static final Hardness NONE = new Hardness(Negatives.ALL, 0);

    /**
     * Checks the strength.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Hardness {
      if (!(strength >= 0 && Double.isFinite(strength))) {
        throw new IllegalArgumentException(
            "hardness strength must be 0 or more and finite, got %s".formatted(strength));
      }
    }
  }

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the temperature is not positive and finite, or the
   *     directions lack query to document
   */
  public InfoNce {
    Checks.positive("temperature", temperature);
    directions = List.copyOf(directions);
    if (!directions.contains(Direction.QUERY_TO_DOCUMENT)) {
      throw new IllegalArgumentException(
          "directions must contain QUERY_TO_DOCUMENT, got %s".formatted(directions));
    }
  }

  /**
   * Cosine, query to document alone.
   *
   * @param temperature {@code t}
   */
  public InfoNce(double temperature) {
    this(
        temperature,
        Similarity.COSINE,
        List.of(Direction.QUERY_TO_DOCUMENT),
        Partition.JOINT,
        Hardness.NONE);
  }

  @Override
  public Tensor loss(Embeddings embeddings) {
    Checks.columns(this, embeddings, 2);
    var batch = new ContrastiveBatch(embeddings, similarity);
    var queryToDocument = queryToDocument(batch); // (B, C B)
    var positives = batch.positivesOf(queryToDocument); // (B)
    var blocks = new ArrayList<Tensor>();
    for (var direction : directions) {
      var scores =
          switch (direction) {
            case QUERY_TO_DOCUMENT -> queryToDocument;
            case QUERY_TO_QUERY -> batch.queryToQuery().div(temperature);
            case DOCUMENT_TO_QUERY -> batch.documentToQuery().div(temperature);
            case DOCUMENT_TO_DOCUMENT -> batch.documentToDocument().div(temperature);
          };
      blocks.add(batch.masked(scores, direction));
    }
    return denominator(blocks).sub(positives).mean();
  }

  private Tensor denominator(List<Tensor> blocks) {
    return switch (partition) {
      case JOINT -> Tensor.concatenate(blocks, 1).logSumExp(1, false);
      case PER_DIRECTION -> perDirection(blocks);
    };
  }

  /** A direction in which a row has no candidate does not count in its average. */
  private static Tensor perDirection(List<Tensor> blocks) {
    var sums = new ArrayList<Tensor>(); // (B)
    var counts = new ArrayList<Tensor>(); // (B)
    for (var block : blocks) {
      var counted = block.gt(Double.NEGATIVE_INFINITY).cast(block.dtype()).sum(1, false).gt(0);
      // filled first: an empty sum has no gradient, not even for the rows that do not use it
      var filled = block.maskedFill(counted.not().unsqueeze(1), 0);
      sums.add(filled.logSumExp(1, false).maskedFill(counted.not(), 0));
      counts.add(counted.cast(block.dtype()));
    }
    return added(sums).div(added(counts)); // never 0: QUERY_TO_DOCUMENT has the positive
  }

  private static Tensor added(List<Tensor> tensors) {
    return tensors.stream().reduce(Tensor::add).orElseThrow();
  }

  private Tensor queryToDocument(ContrastiveBatch batch) {
    var raw = batch.queryToDocument();
    var scores = raw.div(temperature);
    if (hardness.strength() == 0) {
      return scores;
    }
    @Nullable Tensor spared = batch.spared(hardness.negatives());
    var extra = raw.detach().mul(hardness.strength());
    return scores.add(spared == null ? extra : extra.maskedFill(spared, 0));
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.PAIRS);
  }
}
