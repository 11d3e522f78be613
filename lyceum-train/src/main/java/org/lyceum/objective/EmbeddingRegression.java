// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lyceum.tensor.Tensor;

/**
 * Moves each student embedding to the teacher's embedding of the same text.
 *
 * <p>{@code loss = mean_i d(P s_i, t_i)}, over the rows of all columns, where {@code P} is learned
 * and there only if the widths differ or it is asked for.
 *
 * <p>Data: any texts with the teacher's embeddings. Wants many different texts more than large
 * batches. {@link Distance#MSE} of unit vectors has small gradients (a mean over the width): give
 * it a weight of about the width beside other terms.
 *
 * @param distance {@code d}
 * @param projected whether {@code P} is learned even where the widths agree
 * @see <a href="https://arxiv.org/abs/2301.12005">Kim et al. 2023</a>, section 3
 * @see <a href="https://arxiv.org/abs/2004.09813">Reimers and Gurevych 2020</a>, eq. 1
 */
public record EmbeddingRegression(Distance distance, boolean projected) implements Objective {
  private static final String WEIGHT = "projection.weight";
  private static final String BIAS = "projection.bias";

  /** How far a student's vector is from its teacher's. */
  public enum Distance {
    /** {@code 1 - cos(a, b)}; each norm counts as at least 1e-8. */
    COSINE,
    /** The mean over coordinates of {@code (a - b)^2}. */
    MSE,
    /** {@code sqrt(sum (a - b)^2)}; its gradient is not defined where both agree. */
    L2
  }

  /**
   * The regression without a projection where the widths agree.
   *
   * @param distance how far a student's vector is from its teacher's
   */
  public EmbeddingRegression(Distance distance) {
    this(distance, false);
  }

  @Override
  public Tensor loss(Embeddings embeddings) {
    Checks.teacher(this, embeddings);
    var losses = new ArrayList<Tensor>();
    for (int i = 0; i < embeddings.columns().size(); i++) {
      var target = embeddings.teacher().get(i).detach(); // (B, E)
      var student = project(embeddings, embeddings.columns().get(i), target); // (B, E)
      losses.add(distance(student, target));
    }
    return losses.stream().reduce(Tensor::add).orElseThrow().div(losses.size());
  }

  private Tensor project(Embeddings embeddings, Tensor student, Tensor target) {
    long width = student.shape().size(-1);
    long wanted = target.shape().size(-1);
    if (width == wanted && !projected) {
      return student;
    }
    return student.linear(
        Checks.learned(embeddings, WEIGHT, wanted, width),
        Checks.learned(embeddings, BIAS, wanted));
  }

  private Tensor distance(Tensor a, Tensor b) {
    return switch (distance) {
      case COSINE -> cosine(a, b).neg().add(1).mean();
      case MSE -> a.sub(b).pow(2).mean();
      case L2 -> a.sub(b).pow(2).sum(-1, false).sqrt().mean();
    };
  }

  private static Tensor cosine(Tensor a, Tensor b) {
    return a.mul(b).sum(-1, false).div(norm(a).mul(norm(b)));
  }

  private static Tensor norm(Tensor a) {
    return a.mul(a).sum(-1, false).clampMin(1e-16).sqrt(); // the clamp bounds the norm by 1e-8
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.TEACHER);
  }

  @Override
  public List<Learned> learned(long width, long teacherWidth) {
    return width == teacherWidth && !projected
        ? List.of()
        : List.of(
            new Learned(WEIGHT, List.of(teacherWidth, width)),
            new Learned(BIAS, List.of(teacherWidth)));
  }
}
