// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A deeper model: a block of layers stands there twice, the second copy right behind the first.
 *
 * @param layers of the model as it is
 * @param from first layer of the block
 * @param count layers of the block, so that the deeper model has {@code layers + count}
 * @see <a href="https://arxiv.org/abs/2403.04652">Young et al. 2024</a>, section 7.3
 */
public record DepthUpScaling(int layers, int from, int count) {
  /** Checks that the block lies inside. */
  public DepthUpScaling {
    if (count < 1 || from < 0 || from + count > layers) {
      throw new IllegalArgumentException(
          "a block must lie within the model's %d layers, got %d layers from layer %d"
              .formatted(layers, count, from));
    }
  }

  /** {@return the layers in the order of the deeper model, to be copied each} */
  public LayerSubset subset() {
    var order = new ArrayList<Integer>();
    IntStream.range(0, from + count).forEach(order::add);
    IntStream.range(from, layers).forEach(order::add);
    return new LayerSubset(order);
  }

  /**
   * {@return whether a layer is in the block}
   *
   * @param layer of the model as it is, from 0
   */
  public boolean copies(int layer) {
    return layer >= from && layer < from + count;
  }

  /**
   * {@return the block whose layers change the stream least: of all blocks that can stand there
   * twice the one with the largest mean cosine, of equal ones the one in the middle}
   *
   * @param cosines of the hidden stream before and after each layer
   * @param depth layers of the deeper model, more than there are and at most twice as many
   * @param check throws an {@code IllegalArgumentException} where layers cannot stand in an order
   * @throws IllegalArgumentException if the depth is out of range, or no block can stand twice
   *     because what a layer sees depends on its place
   */
  public static DepthUpScaling choose(
      List<Double> cosines, int depth, Consumer<LayerSubset> check) {
    int count = depth - cosines.size();
    if (count < 1 || count > cosines.size()) {
      throw new IllegalArgumentException(
          "a deeper model must have %d to %d layers, got %d"
              .formatted(cosines.size() + 1, 2 * cosines.size(), depth));
    }
    @Nullable IllegalArgumentException refused = null;
    for (DepthUpScaling block : inOrder(cosines, count)) {
      try {
        check.accept(block.subset());
        return block;
      } catch (IllegalArgumentException e) {
        refused = refused == null ? e : refused;
      }
    }
    throw new IllegalArgumentException(
        "no block of %d layers can stand twice; try another depth: %s"
            .formatted(count, refused == null ? "" : refused.getMessage()),
        refused);
  }

  /** All blocks, the best first. */
  private static List<DepthUpScaling> inOrder(List<Double> cosines, int count) {
    int layers = cosines.size();
    return IntStream.rangeClosed(0, layers - count)
        .mapToObj(from -> new DepthUpScaling(layers, from, count))
        .sorted(
            Comparator.comparingDouble((DepthUpScaling block) -> -block.mean(cosines))
                .thenComparingInt(block -> Math.abs(2 * block.from + count - layers)))
        .toList();
  }

  private double mean(List<Double> cosines) {
    return cosines.subList(from, from + count).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(0);
  }
}
