// SPDX-License-Identifier: Apache-2.0
package org.lyceum.head;

import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Norm;
import org.lyceum.tensor.Tensor;

/**
 * One vector that has attended to all states: a learned query, then a feed-forward network.
 *
 * @param probe the query before its matrix, {@code (1, 1, D)}
 * @param projection one matrix that gives queries, keys and values one after the other
 * @param heads of attention
 * @param out what was seen to a state
 * @param feeding what is done to it
 * @see <a href="https://arxiv.org/abs/2106.04560">Zhai et al. 2021</a>, section 3.1
 */
public record AttentionPooler(
    Tensor probe, Linear projection, Heads heads, Linear out, Feeding feeding) {
  /**
   * The feed-forward network, beside which the state goes on.
   *
   * @param norm of what it sees
   * @param network the network
   */
  public record Feeding(Norm norm, FeedForward network) {}

  /**
   * {@return the vectors, {@code (B, D)}}
   *
   * @param states the encoder's last, {@code (B, T, D)}
   */
  public Tensor apply(Tensor states) {
    Tensor query = part(probe, 0);
    Tensor scores = query.matmul(part(states, 1).transpose()).mul(heads.scale());
    Tensor seen = out.apply(scores.softmax(-1).matmul(part(states, 2)).mergeHeads());
    return feeding.network.apply(feeding.norm.apply(seen)).add(seen).select(1, 0);
  }

  /** Queries, keys or values, (B, H, T, d). */
  private Tensor part(Tensor states, int which) {
    int width = heads.queryWidth();
    Tensor bias = projection.bias();
    long start = (long) which * width;
    return states
        .linear(
            projection.weight().narrow(0, start, width),
            bias == null ? null : bias.narrow(0, start, width))
        .splitHeads(heads.queries());
  }
}
