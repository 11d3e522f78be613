// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.function.UnaryOperator;
import org.lyceum.nn.Norm;
import org.lyceum.tensor.Tensor;

/**
 * A step beside which the states go on: {@code after(x + within(f(before(x))))}.
 *
 * @param before norm of what the step sees
 * @param within norm of what it gives
 * @param after norm of the sum
 */
public record Residual(Norm before, Norm within, Norm after) {
  /**
   * {@return a norm after the sum, as in BERT}
   *
   * @param norm the norm
   */
  public static Residual post(Norm norm) {
    return new Residual(Norm.NONE, Norm.NONE, norm);
  }

  /**
   * {@return a norm before the step, as in GPT-2}
   *
   * @param norm the norm
   */
  public static Residual pre(Norm norm) {
    return new Residual(norm, Norm.NONE, Norm.NONE);
  }

  /**
   * {@return the states after the step}
   *
   * @param states {@code (B, T, D)}
   * @param step what is done beside them
   */
  public Tensor around(Tensor states, UnaryOperator<Tensor> step) {
    return after.apply(within.apply(step.apply(before.apply(states))).add(states));
  }
}
