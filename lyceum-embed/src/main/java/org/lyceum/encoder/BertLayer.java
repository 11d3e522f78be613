// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import org.jspecify.annotations.Nullable;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/** One layer of BERT: self-attention and a feed-forward network, each added and then normalized. */
record BertLayer(
    BertConfig config,
    Linear query,
    Linear key,
    Linear value,
    Linear mixed,
    LayerNorm mixedNorm,
    Linear wide,
    Linear narrow,
    LayerNorm narrowNorm) {
  static BertLayer load(Parameters parameters, BertConfig config) {
    int width = config.width();
    var self = parameters.under("attention.self");
    return new BertLayer(
        config,
        Linear.load(self.under("query"), width, width),
        Linear.load(self.under("key"), width, width),
        Linear.load(self.under("value"), width, width),
        Linear.load(parameters.under("attention.output.dense"), width, width),
        LayerNorm.load(parameters.under("attention.output.LayerNorm"), width, config.eps()),
        Linear.load(parameters.under("intermediate.dense"), width, config.intermediate()),
        Linear.load(parameters.under("output.dense"), config.intermediate(), width),
        LayerNorm.load(parameters.under("output.LayerNorm"), width, config.eps()));
  }

  /** States (B, T, D), or packed (1, N, D), to states of the same shape. */
  Tensor apply(Tensor states, Sight sight) {
    var heads = new Sight.Heads(config.heads(), config.scale());
    Tensor seen = sight.attend(query.apply(states), key.apply(states), value.apply(states), heads);
    Tensor attended = mixedNorm.apply(mixed.apply(seen).add(states));
    Tensor fed = narrow.apply(config.activation().apply(wide.apply(attended)));
    return narrowNorm.apply(fed.add(attended));
  }

  /** The probabilities that {@link #apply} mixes values with, (B, H, T, T). */
  Tensor probabilities(Tensor states, @Nullable Tensor bias) {
    Tensor scores = heads(query, states).matmul(heads(key, states).transpose()).mul(config.scale());
    return (bias == null ? scores : scores.add(bias)).softmax(-1);
  }

  private Tensor heads(Linear linear, Tensor states) {
    return linear.apply(states).splitHeads(config.heads());
  }
}
