// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Encoder;
import org.lyceum.encoder.Tokens;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.Tensor;

/**
 * An encoder, its pooling and what comes after. The same object trains and is recorded as a graph.
 *
 * @param encoder token ids to states
 * @param pooling states to one vector a text
 * @param after what is done to the vectors, in order
 */
public record EmbeddingModel(Encoder encoder, Pooling pooling, List<UnaryOperator<Tensor>> after) {
  /**
   * {@return the token states, {@code (B, T, D)}, or {@code (1, N, D)} of texts packed into a row}
   *
   * @param tokens the batch
   */
  public Tensor tokenEmbeddings(Tokens tokens) {
    return encoder.encode(tokens).last();
  }

  /**
   * {@return the texts' vectors, {@code (B, D)}, in the order of the rows or of the one packed row}
   *
   * @param tokens the batch
   */
  public Tensor sentenceEmbedding(Tokens tokens) {
    return sentenceEmbedding(tokenEmbeddings(tokens), tokens);
  }

  /**
   * {@return the texts' vectors, {@code (B, D)}, of their token states}
   *
   * @param states what {@link #tokenEmbeddings} gives
   * @param tokens the batch
   */
  public Tensor sentenceEmbedding(Tensor states, Tokens tokens) {
    if (tokens.packing() == null) {
      return sentenceEmbedding(states, tokens.mask(), tokens.mask());
    }
    return Tensor.concatenate(
        tokens.packing().unpack(states).stream()
            .map(part -> sentenceEmbedding(part, null, null))
            .toList(),
        0);
  }

  /**
   * {@return the texts' vectors from token states already computed}
   *
   * @param states {@code (B, T, D)}
   * @param mask nonzero for a token, 0 for padding, {@code (B, T)}; null where nothing is padded
   * @param counted nonzero for a token that counts in pooling; null where all do
   */
  public Tensor sentenceEmbedding(Tensor states, @Nullable Tensor mask, @Nullable Tensor counted) {
    Tensor vectors = pooling.apply(states, mask, counted);
    for (var module : after) {
      vectors = module.apply(vectors);
    }
    return vectors;
  }
}
