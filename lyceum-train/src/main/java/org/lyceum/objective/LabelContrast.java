// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import java.util.Set;
import org.lyceum.tensor.Tensor;

/**
 * Pulls rows of one label together, away from all others of the batch.
 *
 * <p>{@code loss = mean_i -1/|P_i| sum_{p in P_i} log( exp(cos(i, p) / t) / sum_{j != i} exp(cos(i,
 * j) / t) )} over the rows {@code i} that have others of their label, {@code P_i}; averaged over
 * columns.
 *
 * <p>Data: any texts with labels. A row without one, or alone with it, is a negative of the others.
 * A batch in which no label stands twice has a loss of 0 and teaches nothing, so that samplers
 * should keep labels together.
 *
 * @param temperature {@code t}; lower is sharper. 0.05 to 0.1
 * @see <a href="https://arxiv.org/abs/2004.11362">Khosla et al. 2020</a>, eq. 2
 */
public record LabelContrast(double temperature) implements Objective {
  private static final double NOBODY = -1e4;

  /**
   * Checks the temperature.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public LabelContrast {
    Checks.positive("temperature", temperature);
  }

  @Override
  public Tensor loss(Embeddings embeddings) {
    var labels = Checks.labels(this, embeddings);
    return embeddings.columns().stream()
        .map(column -> loss(column.normalize(), labels))
        .reduce(Tensor::add)
        .orElseThrow()
        .div(embeddings.columns().size());
  }

  private Tensor loss(Tensor rows, Tensor labels) {
    var scores = rows.matmul(rows.transpose()).div(temperature); // (B, B)
    var self = scores.diagonalMask();
    var logs = scores.maskedFill(self, NOBODY).logSoftmax(1); // (B, B)
    var same = labels.unsqueeze(1).eq(labels.unsqueeze(0)).and(self.not());
    var labeled = labels.gt(-1).unsqueeze(1); // (B, 1)
    var positives = same.and(labeled).cast(logs.dtype()); // (B, B)
    var counts = positives.sum(1, false); // (B)
    var alone = counts.gt(0).not().cast(logs.dtype()); // (B)
    var each = positives.mul(logs).sum(1, false).div(counts.add(alone)); // 0 where it is alone
    var anchors = alone.mul(-1).add(1).sum(0, false);
    return each.sum(0, false).mul(-1).div(anchors.clampMin(1));
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.LABELS);
  }
}
