// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import java.util.List;
import java.util.Set;
import org.lyceum.tensor.Tensor;

/**
 * Teaches the student how the teacher divides its interest over each query's candidates.
 *
 * <p>{@code loss = t^2 mean_i KL(softmax_k(T_ik / u) || softmax_k(S_ik / t))}, where {@code S} is
 * the student's and {@code T} the teacher's similarity of query {@code i} with its positive and
 * hard negatives {@code k}.
 *
 * <p>Data: (query, positive, hard negative...) with the teacher's embeddings. With one candidate
 * the loss is 0 and teaches nothing.
 *
 * @param similarity how vectors are compared
 * @param studentTemperature {@code t}; 1 for dot products, 0.02 to 0.1 for cosines
 * @param teacherTemperature {@code u}
 * @see <a href="https://arxiv.org/abs/2010.11386">Lin et al. 2020</a>, eq. 5
 */
public record ScoreDistillation(
    InfoNce.Similarity similarity, double studentTemperature, double teacherTemperature)
    implements Objective {
  /**
   * Checks the temperatures.
   *
   * @throws IllegalArgumentException if one is not positive and finite
   */
  public ScoreDistillation {
    Checks.positive("studentTemperature", studentTemperature);
    Checks.positive("teacherTemperature", teacherTemperature);
  }

  @Override
  public Tensor loss(Embeddings embeddings) {
    Checks.columns(this, embeddings, 2);
    Checks.teacher(this, embeddings);
    return divergence(scores(embeddings.columns()), scores(embeddings.teacher()).detach());
  }

  /**
   * {@return the loss where the teacher's scores are known}
   *
   * @param student {@code (B, K)} similarities
   * @param teacher {@code (B, K)} scores
   */
  public Tensor divergence(Tensor student, Tensor teacher) {
    var wanted = teacher.div(teacherTemperature).logSoftmax(1);
    var given = student.div(studentTemperature).logSoftmax(1);
    return wanted
        .exp()
        .mul(wanted.sub(given))
        .sum(1, false)
        .mean()
        .mul(studentTemperature * studentTemperature);
  }

  /**
   * {@return the similarity of each query with its own candidates, {@code (B, K)}}
   *
   * @param columns queries, positives, hard negatives: {@code (B, D)} each
   */
  public Tensor scores(List<Tensor> columns) {
    var vectors =
        columns.stream()
            .map(column -> similarity == InfoNce.Similarity.COSINE ? column.normalize() : column)
            .toList();
    return Tensor.concatenate(
        vectors.stream().skip(1).map(k -> vectors.get(0).mul(k).sum(-1, true)).toList(), 1);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.TEACHER, Need.PAIRS);
  }
}
