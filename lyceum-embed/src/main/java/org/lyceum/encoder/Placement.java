// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import org.jspecify.annotations.Nullable;

/**
 * How attention knows where tokens are.
 *
 * @param rotary turns queries and keys, or null
 * @param reach how far a token sees
 * @param bias added to scores, or null
 */
public record Placement(@Nullable Rotary rotary, Reach reach, @Nullable ScoreBias bias) {
  /** Attention that sees all and knows nothing of positions. */
  public static final Placement NONE = new Placement(null, Reach.FULL, null);

  /**
   * {@return attention that sees all, with something added to scores}
   *
   * @param bias what is added
   */
  public static Placement biased(ScoreBias bias) {
    return new Placement(null, Reach.FULL, bias);
  }

  /**
   * {@return the same, in which a token sees its whole text, or only back, as far as before}
   *
   * @param causal whether it sees only back
   */
  public Placement causal(boolean causal) {
    return new Placement(rotary, new Reach(causal, causal ? reach.distance() : Reach.ALL), bias);
  }

  /**
   * {@return attention with turned queries and keys}
   *
   * @param rotary turns them
   * @param reach how far a token sees
   */
  public static Placement rotated(Rotary rotary, Reach reach) {
    return new Placement(rotary, reach, null);
  }
}
