// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

/** Token ids to hidden states. */
public interface Encoder {
  /**
   * {@return the states of a batch}
   *
   * @param tokens the batch
   */
  States encode(Tokens tokens);

  /** {@return the width of the states, {@code D}} */
  int width();
}
