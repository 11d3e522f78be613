// SPDX-License-Identifier: Apache-2.0
package org.lyceum.pooling;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/**
 * How the token states of one text become its one vector.
 *
 * <p>Sealed, because a saved model must be able to name its pooling and every reader must know
 * every name.
 */
public sealed interface Pooling {
  /** The state of the first token: what BERT's next-sentence head was trained on. */
  record ClsPooling() implements Pooling {}

  /** The largest value of each coordinate over the tokens. */
  record MaxPooling() implements Pooling {}

  /** The mean over tokens; of no tokens, zeros. */
  record MeanPooling() implements Pooling {}

  /** The sum over tokens divided by the square root of their number. */
  record MeanSqrtLengthPooling() implements Pooling {}

  /**
   * The mean over tokens weighted by their position, the first having 1.
   *
   * @see <a href="https://arxiv.org/abs/2202.08904">Muennighoff 2022</a>, eq. 2
   */
  record WeightedMeanPooling() implements Pooling {}

  /** The state of the last token: the only one that sees all in a causal decoder. */
  record LastTokenPooling() implements Pooling {}

  /**
   * Several, one after the other in the order that saved models imply: cls, max, mean, mean sqrt
   * length, weighted mean, last token.
   *
   * @param parts at least two, none twice
   */
  record Concatenated(List<Pooling> parts) implements Pooling {
    /** Puts the parts in order. */
    public Concatenated {
      if (parts.size() < 2
          || Set.copyOf(parts).size() < parts.size()
          || parts.stream().anyMatch(Concatenated.class::isInstance)) {
        throw new IllegalArgumentException(
            "parts must be at least two different poolings, got %s".formatted(parts));
      }
      parts = parts.stream().sorted(Comparator.comparingInt(p -> ORDER.indexOf(p.name()))).toList();
    }
  }

  /** The names, in the order in which several are concatenated. */
  List<String> ORDER =
      List.of("cls", "max", "mean", "mean_sqrt_len_tokens", "weightedmean", "lasttoken");

  /**
   * {@return the vectors, {@code (B, D)}, or {@code (B, n D)} of several}
   *
   * @param states token states, {@code (B, T, D)}
   * @param mask nonzero for a token, 0 for padding, {@code (B, T)}; null where nothing is padded
   */
  default Tensor apply(Tensor states, @Nullable Tensor mask) {
    return apply(states, mask, mask);
  }

  /**
   * {@return the vectors, {@code (B, D)}, where some tokens are real but do not count, such as
   * those of a prompt}
   *
   * @param states token states, {@code (B, T, D)}
   * @param mask nonzero for a token, 0 for padding, {@code (B, T)}; null where nothing is padded
   * @param counted nonzero for a token that counts, {@code (B, T)}; null where all do
   */
  default Tensor apply(Tensor states, @Nullable Tensor mask, @Nullable Tensor counted) {
    return switch (this) {
      case ClsPooling() -> counted == null ? states.select(1, 0) : states.firstToken(counted);
      case MaxPooling() -> Pools.max(states, counted);
      case MeanPooling() -> Pools.mean(states, counted);
      case MeanSqrtLengthPooling() -> Pools.meanSqrtLength(states, counted);
      case WeightedMeanPooling() -> Pools.weightedMean(states, mask, counted);
      case LastTokenPooling() -> counted == null ? states.select(1, -1) : states.lastToken(counted);
      case Concatenated(List<Pooling> parts) ->
          Tensor.concatenate(
              parts.stream().map(part -> part.apply(states, mask, counted)).toList(), -1);
    };
  }

  /** {@return the name that saved models use; several joined by {@code +}} */
  default String name() {
    return switch (this) {
      case ClsPooling() -> "cls";
      case MaxPooling() -> "max";
      case MeanPooling() -> "mean";
      case MeanSqrtLengthPooling() -> "mean_sqrt_len_tokens";
      case WeightedMeanPooling() -> "weightedmean";
      case LastTokenPooling() -> "lasttoken";
      case Concatenated(List<Pooling> parts) ->
          String.join("+", parts.stream().map(Pooling::name).toList());
    };
  }

  /**
   * {@return the pooling of a name}
   *
   * @param name one of {@link #ORDER}, or several joined by {@code +}
   * @throws IllegalArgumentException if it is unknown; lists the known ones
   */
  static Pooling named(String name) {
    return switch (name) {
      case "cls" -> new ClsPooling();
      case "max" -> new MaxPooling();
      case "mean" -> new MeanPooling();
      case "mean_sqrt_len_tokens" -> new MeanSqrtLengthPooling();
      case "weightedmean" -> new WeightedMeanPooling();
      case "lasttoken" -> new LastTokenPooling();
      default -> {
        if (name.contains("+")) {
          yield named(List.of(name.split("\\+", -1)));
        }
        throw new IllegalArgumentException(
            "unknown pooling '%s'; known: %s, and several joined by +"
                .formatted(name, String.join(", ", ORDER)));
      }
    };
  }

  /**
   * {@return the pooling of one name or several, concatenated}
   *
   * @param names of {@link #ORDER}, at least one, in any order
   */
  static Pooling named(List<String> names) {
    return names.size() == 1
        ? named(names.getFirst())
        : new Concatenated(names.stream().map(Pooling::named).toList());
  }
}
