// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.List;
import org.lyceum.tensor.Tensor;

/** One layer of a transformer. */
public interface Block {
  /**
   * {@return the states that it gives}
   *
   * @param states {@code (B, T, D)}, or packed {@code (1, N, D)}
   * @param sight how texts are kept apart
   */
  Tensor apply(Tensor states, Sight sight);

  /**
   * {@return the probabilities of its attention, {@code (B, H, T, T)}}
   *
   * @param states {@code (B, T, D)}
   * @param sight of texts in rows of their own
   */
  Tensor probabilities(Tensor states, Sight sight);

  /** {@return the layers that it counts for, one after the other: itself, in most} */
  default List<Block> inside() {
    return List.of(this);
  }

  /**
   * Attention, then a feed-forward network.
   *
   * @param attending around attention
   * @param attention the attention
   * @param feeding around the network
   * @param feedForward the network
   */
  record Serial(Residual attending, Attention attention, Residual feeding, FeedForward feedForward)
      implements Block {
    @Override
    public Tensor apply(Tensor states, Sight sight) {
      Tensor attended = attending.around(states, x -> attention.apply(x, sight));
      return feeding.around(attended, feedForward::apply);
    }

    @Override
    public Tensor probabilities(Tensor states, Sight sight) {
      return attention.probabilities(attending.before().apply(states), sight);
    }
  }

  /**
   * Attention and a feed-forward network side by side, both added to the states.
   *
   * @param attending around attention; only its norm before is used
   * @param attention the attention
   * @param feeding around the network; only its norm before is used
   * @param feedForward the network
   * @see <a href="https://arxiv.org/abs/2204.06745">Black et al. 2022</a>, section 2.2
   */
  record Parallel(
      Residual attending, Attention attention, Residual feeding, FeedForward feedForward)
      implements Block {
    @Override
    public Tensor apply(Tensor states, Sight sight) {
      Tensor seen = attention.apply(attending.before().apply(states), sight);
      return feedForward.apply(feeding.before().apply(states)).add(seen).add(states);
    }

    @Override
    public Tensor probabilities(Tensor states, Sight sight) {
      return attention.probabilities(attending.before().apply(states), sight);
    }
  }
}
