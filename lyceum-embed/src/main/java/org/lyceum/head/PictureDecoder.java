// SPDX-License-Identifier: Apache-2.0
package org.lyceum.head;

import java.util.List;
import org.lyceum.encoder.PatchGrid;
import org.lyceum.encoder.PatchMask;
import org.lyceum.encoder.Sight;
import org.lyceum.encoder.Stack;
import org.lyceum.nn.Linear;
import org.lyceum.tensor.Tensor;

/**
 * Pixels of hidden patches from the states of those that were seen.
 *
 * @param embed states to those of the decoder
 * @param places what stands where
 * @param stack the layers
 * @param predict states to the pixels of a patch
 * @param target what is predicted
 * @see <a href="https://arxiv.org/abs/2111.06377">He et al. 2021</a>, section 3
 */
public record PictureDecoder(
    Linear embed, Places places, Stack stack, Linear predict, Target target) {
  /**
   * What stands where.
   *
   * @param hidden stands for each patch that is not seen, {@code (1, 1, E)}
   * @param positions of a class token and all patches, {@code (1, 1 + N, E)}
   */
  public record Places(Tensor hidden, Tensor positions) {}

  /**
   * What is predicted.
   *
   * @param grid how pictures are cut
   * @param normalized whether the pixels of each patch are brought to mean 0 and variance 1
   */
  public record Target(PatchGrid grid, boolean normalized) {
    private Tensor of(Tensor pixels) {
      Tensor patches = grid.byPixel(pixels);
      if (!normalized) {
        return patches;
      }
      Tensor centered = patches.sub(patches.mean(-1, true));
      Tensor variance = centered.pow(2).sum(-1, true).div(grid.numbers() - 1.0);
      return centered.div(variance.add(1e-6).sqrt());
    }
  }

  /**
   * {@return the predicted pixels of each patch, {@code (B, N, p q C)}}
   *
   * @param states the encoder's last, a class token before the patches seen, {@code (B, 1 + K, D)}
   * @param mask which patches were seen
   */
  public Tensor logits(Tensor states, PatchMask mask) {
    var parts = embed.apply(states).split(1, 1, mask.kept());
    Tensor all = parts.get(0).concat(List.of(mask.restore(parts.get(1), places.hidden)), 1);
    Tensor last = stack.encode(all.add(places.positions), Sight.whole()).last();
    return predict.apply(last.narrow(1, 1, target.grid.patches()));
  }

  /**
   * {@return the mean squared error of hidden patches, a scalar}
   *
   * @param pixels {@code (B, C, height, width)}
   * @param logits of these
   * @param mask which patches were seen
   */
  public Tensor loss(Tensor pixels, Tensor logits, PatchMask mask) {
    Tensor hidden = mask.hidden(logits.dtype());
    Tensor ofPatch = logits.sub(target.of(pixels)).pow(2).mean(-1, false);
    return ofPatch.mul(hidden).sum().div(hidden.sum());
  }
}
