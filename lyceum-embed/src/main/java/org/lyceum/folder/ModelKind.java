// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Activation;

/** What a model folder gives for a text or a pair of texts, and how that is compared. */
public sealed interface ModelKind {
  /** {@return the {@code model_type} in {@code config_sentence_transformers.json}} */
  String label();

  /**
   * One vector a text.
   *
   * @param similarity of two vectors
   * @param truncateDim the width that vectors are cut to unless another is asked for, or null
   */
  record Dense(Similarity similarity, @Nullable Integer truncateDim) implements ModelKind {
    @Override
    public String label() {
      return "SentenceTransformer";
    }
  }

  /**
   * A weight of each entry of the vocabulary a text, most of them 0.
   *
   * @param similarity of two texts
   */
  record Sparse(Similarity similarity) implements ModelKind {
    @Override
    public String label() {
      return "SparseEncoder";
    }
  }

  /**
   * A vector each token, compared by {@link MaxSim}.
   *
   * @param mean whether the sum over the query's tokens is divided by their number
   */
  record MultiVector(boolean mean) implements ModelKind {
    @Override
    public String label() {
      return "MultiVectorEncoder";
    }
  }

  /**
   * Scores of a pair of texts.
   *
   * @param activation from logits to scores
   * @param labels scores of a pair
   */
  record CrossEncoder(Activation activation, int labels) implements ModelKind {
    /** Checks that the activation is known. */
    public CrossEncoder {
      if (!KNOWN.contains(activation)) {
        throw unknown(activation);
      }
    }

    private static final Set<Activation> KNOWN =
        EnumSet.of(Activation.IDENTITY, Activation.SIGMOID, Activation.TANH, Activation.RELU);

    /**
     * {@return the scores}
     *
     * @param logits what the head gives
     */
    public double[] scores(float[] logits) {
      double[] scores = new double[logits.length];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = score(logits[i]);
      }
      return scores;
    }

    private double score(double x) {
      return switch (activation) {
        case IDENTITY -> x;
        case SIGMOID -> 1 / (1 + Math.exp(-x));
        case TANH -> Math.tanh(x);
        case RELU -> Math.max(0, x);
        default -> throw unknown(activation);
      };
    }

    private static IllegalArgumentException unknown(Activation activation) {
      return new IllegalArgumentException(
          "the activation of scores must be Identity, Sigmoid, Tanh or ReLU, got " + activation);
    }

    @Override
    public String label() {
      return "CrossEncoder";
    }
  }
}
