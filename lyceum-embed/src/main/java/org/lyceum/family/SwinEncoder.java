// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.PatchMerging;
import org.lyceum.encoder.PictureEncoder;
import org.lyceum.encoder.Sight;
import org.lyceum.encoder.States;
import org.lyceum.nn.Norm;
import org.lyceum.tensor.Tensor;

/**
 * Stages one after the other. Its hidden states are the embeddings, then what each stage gives to
 * the next; its attention is that of a stage's last layer, a row for each window.
 *
 * @param embedding pixels to what the first layer sees
 * @param stages from the first
 * @param norm of the last states
 * @param width of these
 */
record SwinEncoder(UnaryOperator<Tensor> embedding, List<Stage> stages, Norm norm, int width)
    implements PictureEncoder {
  /**
   * Layers, and what halves the grid after them.
   *
   * @param layers from the first
   * @param merging null in the last stage
   */
  record Stage(List<Block> layers, @Nullable PatchMerging merging) {
    Tensor apply(Tensor states) {
      Tensor last = through(layers, states);
      return merging == null ? last : merging.apply(last);
    }
  }

  private static Tensor through(List<Block> layers, Tensor states) {
    Tensor last = states;
    for (Block layer : layers) {
      last = layer.apply(last, Sight.whole());
    }
    return last;
  }

  @Override
  public States encode(Tensor pixels) {
    var states = new ArrayList<Tensor>(stages.size() + 1);
    states.add(embedding.apply(pixels));
    for (Stage stage : stages) {
      states.add(stage.apply(states.getLast()));
    }
    return new States(states, norm.apply(states.getLast()));
  }

  @Override
  public Tensor attention(Tensor pixels, int stage) {
    Tensor states = embedding.apply(pixels);
    for (Stage below : stages.subList(0, stage)) {
      states = below.apply(states);
    }
    var layers = stages.get(stage).layers();
    var below = layers.subList(0, layers.size() - 1);
    return layers.getLast().probabilities(through(below, states), Sight.whole());
  }
}
