// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import org.lyceum.tensor.Tensor;

/** Checks that several objectives share. */
final class Checks {
  private Checks() {}

  static void positive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "%s must be positive and finite, got %s".formatted(name, value));
    }
  }

  static void columns(Objective objective, Embeddings embeddings, int least) {
    if (embeddings.columns().size() < least) {
      throw new IllegalArgumentException(
          "%s needs at least %d columns, got %d"
              .formatted(objective, least, embeddings.columns().size()));
    }
  }

  static void teacher(Objective objective, Embeddings embeddings) {
    if (embeddings.teacher().isEmpty()) {
      throw new IllegalArgumentException(
          "%s needs the teacher's embeddings, got none; give training a teacher"
              .formatted(objective));
    }
  }

  /** The token states, of one width. */
  static TokenStates tokens(Objective objective, Embeddings embeddings) {
    var tokens =
        embeddings
            .tokens()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s needs the states of tokens, got none; give training a guide"
                            .formatted(objective)));
    if (tokens.student().shape().size(1) != tokens.teacher().shape().size(1)) {
      throw new IllegalArgumentException(
          "%s needs states of one width, got %d of the student and %d of the teacher"
              .formatted(
                  objective, tokens.student().shape().size(1), tokens.teacher().shape().size(1)));
    }
    return tokens;
  }

  static Tensor labels(Objective objective, Embeddings embeddings) {
    return embeddings
        .labels()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s needs the labels of rows, got none; give rows a class or meaning"
                        .formatted(objective)));
  }

  static Tensor learned(Embeddings embeddings, String name, long... shape) {
    return embeddings
        .learned()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the parameter '%s' that the objective learns is missing from the batch"
                        .formatted(name)))
        .get(name, shape);
  }
}
