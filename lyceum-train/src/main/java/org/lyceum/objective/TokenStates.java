// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import org.lyceum.tensor.Tensor;

/**
 * The states of all tokens of a batch, before pooling, in any order that is the same for both.
 *
 * @param student {@code (N, D)}
 * @param teacher {@code (N, E)}, of the same tokens
 */
public record TokenStates(Tensor student, Tensor teacher) {
  /**
   * Checks that the rows belong together.
   *
   * @throws IllegalArgumentException if the two are not matrices of equally many rows
   */
  public TokenStates {
    if (student.shape().rank() != 2
        || teacher.shape().rank() != 2
        || student.shape().size(0) != teacher.shape().size(0)) {
      throw new IllegalArgumentException(
          "token states must have shapes (N, D) and (N, E), got %s and %s"
              .formatted(student.shape(), teacher.shape()));
    }
  }
}
