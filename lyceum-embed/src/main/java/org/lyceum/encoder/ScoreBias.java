// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import org.lyceum.tensor.Tensor;

/** What is added to the scores of attention, besides what closes it. */
@FunctionalInterface
public interface ScoreBias {
  /**
   * {@return the bias, broadcast to {@code (B, H, T, T)}, queries in rows}
   *
   * @param queries {@code (B, H, T, d)}
   * @param keys {@code (B, H, T, d)}
   * @param view what layers share
   */
  Tensor of(Tensor queries, Tensor keys, View view);
}
