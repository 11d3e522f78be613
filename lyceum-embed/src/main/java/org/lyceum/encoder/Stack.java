// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.ArrayList;
import java.util.List;
import org.lyceum.tensor.Tensor;

/**
 * Layers one after the other, whatever their input was made of.
 *
 * @param layers from the first
 * @param ending what comes after the last
 */
public record Stack(List<Block> layers, Transformer.Ending ending) {
  /** Keeps the list as it is. */
  public Stack {
    layers = List.copyOf(layers);
  }

  /**
   * {@return the states of each layer}
   *
   * @param embedded what the first layer sees, {@code (B, T, D)} or packed {@code (1, N, D)}
   * @param sight how texts are kept apart
   */
  public States encode(Tensor embedded, Sight sight) {
    var states = new ArrayList<Tensor>(layers.size() + 1);
    states.add(embedded);
    for (Block layer : layers) {
      states.add(layer.apply(states.getLast(), sight));
    }
    Tensor last = ending.norm().apply(states.getLast());
    if (ending.counts()) {
      states.set(states.size() - 1, last);
    }
    return new States(states, last);
  }

  /**
   * {@return the attention probabilities of one layer, {@code (B, H, T, T)}}
   *
   * @param embedded what the first layer sees, {@code (B, T, D)}
   * @param sight of texts in rows of their own
   * @param layer from 0; layers inside of others count for themselves
   */
  public Tensor attention(Tensor embedded, Sight sight, int layer) {
    Tensor states = embedded;
    var all = layers.stream().flatMap(each -> each.inside().stream()).toList();
    for (Block below : all.subList(0, layer)) {
      states = below.apply(states, sight);
    }
    return all.get(layer).probabilities(states, sight);
  }
}
