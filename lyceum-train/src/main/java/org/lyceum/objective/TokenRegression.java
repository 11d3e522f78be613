// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import java.util.Set;
import org.lyceum.tensor.Tensor;

/**
 * Moves the state of each token to the teacher's state of the same token: a text has one vector,
 * and as many states as tokens.
 *
 * <p>{@code loss = sum_n |s_n - t_n|^2 / sum_n |t_n|^2} over all tokens {@code n} of a batch: 0 for
 * a student that is its teacher, 1 for one whose states are all zero.
 *
 * <p>Data: any texts, with a guide; student and teacher have one width and one tokenizer, as a
 * student made of the teacher's layers has. It wants no batch size.
 *
 * @see <a href="https://arxiv.org/abs/1909.10351">Jiao et al. 2020</a>, eq. 8, which is the mean of
 *     the squares; here of the last layer, without a projection, and by the teacher's own squares
 */
public record TokenRegression() implements Objective {
  @Override
  public Tensor loss(Embeddings embeddings) {
    var tokens = Checks.tokens(this, embeddings);
    var teacher = tokens.teacher().detach(); // (N, D)
    return tokens.student().sub(teacher).pow(2).sum().div(teacher.pow(2).sum());
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.TOKENS);
  }
}
