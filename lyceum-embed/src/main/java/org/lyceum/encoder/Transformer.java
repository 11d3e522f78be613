// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.List;
import java.util.function.Function;
import org.lyceum.nn.Norm;
import org.lyceum.tensor.Tensor;

/**
 * Embeddings and layers: what all transformer encoders are.
 *
 * @param embedding token ids to states, {@code (B, T, D)} or packed {@code (1, N, D)}
 * @param layers one after the other
 * @param ending what comes after the last layer
 * @param width {@code D}
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017</a>
 */
public record Transformer(
    Function<Tokens, Tensor> embedding, List<Block> layers, Ending ending, int width)
    implements Encoder {
  /**
   * What comes after the last layer.
   *
   * @param norm of its states
   * @param counts whether the last hidden state is the one after the norm
   */
  public record Ending(Norm norm, boolean counts) {
    /** Nothing. */
    public static final Ending NONE = new Ending(Norm.NONE, true);
  }

  /** Keeps the list as it is. */
  public Transformer {
    layers = List.copyOf(layers);
  }

  @Override
  public States encode(Tokens tokens) {
    Tensor embedded = embedding.apply(tokens);
    return new Stack(layers, ending).encode(embedded, Sight.of(tokens, embedded.dtype()));
  }

  /**
   * {@return the states of what follows in a text of which a part was read}
   *
   * @param tokens one text, packed, so that its positions go on
   * @param past what was read, to which these tokens are added; then {@link Past#advance} is called
   */
  public States encode(Tokens tokens, Past past) {
    return new Stack(layers, ending).encode(embedding.apply(tokens), Sight.after(past));
  }

  /**
   * {@return the attention probabilities of one layer, {@code (B, H, T, T)}}
   *
   * @param tokens the batch, not packed
   * @param layer from 0; layers inside of others count for themselves
   */
  public Tensor attention(Tokens tokens, int layer) {
    Tensor embedded = embedding.apply(tokens);
    var sight = Sight.of(tokens, embedded.dtype());
    sight.rows();
    return new Stack(layers, ending).attention(embedded, sight, layer);
  }
}
