// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import java.util.Arrays;
import org.lyceum.family.BertConfig;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;

/**
 * First weights of a BERT encoder: matrices from a normal distribution of deviation 0.02, biases 0,
 * normalizations 1.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018</a>, appendix A.2
 */
final class FreshBert {
  private static final double DEVIATION = 0.02;

  private final InMemoryWeights weights = new InMemoryWeights();
  private final BertConfig config;
  private final Seed seed;

  private FreshBert(BertConfig config, Seed seed) {
    this.config = config;
    this.seed = seed;
  }

  static InMemoryWeights weights(BertConfig config, Seed seed) {
    var fresh = new FreshBert(config, seed);
    int width = config.width();
    fresh.matrix("embeddings.word_embeddings", config.vocabulary(), width);
    fresh.matrix("embeddings.position_embeddings", config.positions(), width);
    fresh.matrix("embeddings.token_type_embeddings", config.types(), width);
    fresh.norm("embeddings.LayerNorm");
    for (int layer = 0; layer < config.layers(); layer++) {
      fresh.layer("encoder.layer." + layer);
    }
    return fresh.weights;
  }

  private void layer(String prefix) {
    int width = config.width();
    linear(prefix + ".attention.self.query", width, width);
    linear(prefix + ".attention.self.key", width, width);
    linear(prefix + ".attention.self.value", width, width);
    linear(prefix + ".attention.output.dense", width, width);
    norm(prefix + ".attention.output.LayerNorm");
    linear(prefix + ".intermediate.dense", config.intermediate(), width);
    linear(prefix + ".output.dense", width, config.intermediate());
    norm(prefix + ".output.LayerNorm");
  }

  private void linear(String name, int out, int in) {
    matrix(name, out, in);
    weights.put(name + ".bias", Shape.of(out), new float[out]);
  }

  private void norm(String name) {
    float[] ones = new float[config.width()];
    Arrays.fill(ones, 1);
    weights.put(name + ".weight", Shape.of(ones.length), ones);
    weights.put(name + ".bias", Shape.of(ones.length), new float[ones.length]);
  }

  private void matrix(String name, int rows, int columns) {
    var random = seed.stream(name);
    float[] values = new float[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (DEVIATION * random.nextGaussian());
    }
    weights.put(name + ".weight", Shape.of(rows, columns), values);
  }
}
