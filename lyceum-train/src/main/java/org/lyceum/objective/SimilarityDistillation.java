// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import java.util.ArrayList;
import java.util.Set;
import org.lyceum.tensor.Tensor;

/**
 * Teaches the student whom of the batch each text resembles, and how much, whatever the widths.
 *
 * <p>{@code loss = mean_i KL(softmax_j(cos(t_i, t_j) * scale) || softmax_j(cos(s_i, s_j) * scale))}
 * over {@code j != i}, averaged over columns. A text's similarity to itself is left out: it is
 * always 1, and at these scales the softmax would be one-hot for teacher and student alike and
 * teach nothing.
 *
 * <p>Data: any texts with the teacher's embeddings. Wants batches of 64 and more; with {@code B =
 * 1} there is nobody to resemble and the loss is 0, with {@code B = 2} too.
 *
 * @param scale divided by a temperature of 1, so 20 is a temperature of 0.05; 10 to 50
 * @see <a href="https://arxiv.org/abs/2010.11386">Lin et al. 2020</a>, section 3
 * @see <a href="https://arxiv.org/abs/2101.04731">Fang et al. 2021</a>, eq. 4
 */
public record SimilarityDistillation(double scale) implements Objective {
  /**
   * Checks the scale.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public SimilarityDistillation {
    Checks.positive("scale", scale);
  }

  @Override
  public Tensor loss(Embeddings embeddings) {
    Checks.teacher(this, embeddings);
    var losses = new ArrayList<Tensor>();
    for (int i = 0; i < embeddings.columns().size(); i++) {
      losses.add(divergence(embeddings.teacher().get(i).detach(), embeddings.columns().get(i)));
    }
    return losses.stream().reduce(Tensor::add).orElseThrow().div(losses.size());
  }

  private Tensor divergence(Tensor teacher, Tensor student) {
    var wanted = logProbabilities(teacher); // (B, B), rows sum to 1 off the diagonal
    var given = logProbabilities(student); // (B, B)
    return wanted.exp().mul(wanted.sub(given)).sum(-1, false).mean();
  }

  /** Log-probabilities over the others; the diagonal is so small that its probability is 0. */
  private Tensor logProbabilities(Tensor vectors) {
    var unit = vectors.normalize(); // (B, D)
    var scores = unit.matmul(unit.transpose()).mul(scale); // (B, B)
    return scores.maskedFill(scores.diagonalMask(), NOBODY).logSoftmax(1);
  }

  private static final double NOBODY = -1e4;

  @Override
  public Set<Need> needs() {
    return Set.of(Need.TEACHER);
  }
}
