// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import java.util.List;
import java.util.Set;
import org.lyceum.tensor.Tensor;

/**
 * What training makes smaller. Implementations are records: they print themselves into the run's
 * log, compare by value, and hold no model.
 */
@FunctionalInterface
public interface Objective {
  /** What a batch must carry besides the student's embeddings. */
  enum Need {
    /** The teacher's embeddings of the same texts. */
    TEACHER,
    /** At least two columns: query and positive. */
    PAIRS,
    /** Labels of rows: those of one class or meaning have the same. */
    LABELS,
    /** The states of all tokens, of student and teacher. */
    TOKENS
  }

  /**
   * A matrix that belongs to the objective and is trained with the model, such as a projection.
   *
   * @param name its name, without a prefix
   * @param shape its shape; matrices start from a scaled normal distribution, vectors from zero
   */
  record Learned(String name, List<Long> shape) {}

  /**
   * {@return the loss of one batch, a scalar: the mean over the batch, never the sum, so that the
   * learning rate need not know the batch size}
   *
   * @param embeddings the batch
   */
  Tensor loss(Embeddings embeddings);

  /** {@return what a batch must carry; training refuses to start without it} */
  default Set<Need> needs() {
    return Set.of();
  }

  /**
   * {@return the parameters that the objective wants to be trained with the model}
   *
   * @param width {@code D} of the student
   * @param teacherWidth {@code E} of the teacher, 0 without one
   */
  default List<Learned> learned(long width, long teacherWidth) {
    return List.of();
  }

  /**
   * {@return this objective times a weight}
   *
   * @param weight positive and finite
   */
  default Objective times(double weight) {
    return new WeightedSum(List.of(new WeightedSum.Term(weight, this)));
  }

  /**
   * {@return the sum of this objective and another}
   *
   * @param other the other one, often with {@link #times}
   */
  default Objective plus(Objective other) {
    return WeightedSum.of(this, other);
  }
}
