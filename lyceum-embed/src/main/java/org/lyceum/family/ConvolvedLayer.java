// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.ArrayList;
import java.util.List;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.Sight;
import org.lyceum.encoder.View;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * DeBERTa's first layer with a convolution of what it gets added to what it gives.
 *
 * @param layer the layer
 * @param taps of the kernel, {@code (D, D / groups)} each, from the left
 * @param bias {@code (D)}
 * @param how kernel and activation
 * @param norm of the sum
 * @see <a href="https://arxiv.org/abs/2006.03654">He et al. 2020</a>, appendix A.3 of version 6
 */
record ConvolvedLayer(
    Block layer, List<Tensor> taps, Tensor bias, Deberta.Convolution how, LayerNorm norm)
    implements Block {
  static Block load(
      Block layer, Parameters parameters, BertConfig config, Deberta.Convolution how) {
    int width = config.width();
    if (width % how.groups() != 0) {
      throw new IllegalArgumentException(
          "conv_groups must divide the width %d, got %d".formatted(width, how.groups()));
    }
    if (how.kernel() % 2 == 0) {
      throw new IllegalArgumentException(
          "conv_kernel_size must be odd, got %d".formatted(how.kernel()));
    }
    var own = parameters.under("encoder.conv");
    Tensor kernel = own.get("conv.weight", width, width / how.groups(), how.kernel());
    var taps = new ArrayList<Tensor>();
    for (int i = 0; i < how.kernel(); i++) {
      taps.add(kernel.select(2, i));
    }
    return new ConvolvedLayer(
        layer,
        List.copyOf(taps),
        own.get("conv.bias", width),
        how,
        LayerNorm.load(own.under("LayerNorm"), width, config.eps()));
  }

  @Override
  public Tensor apply(Tensor states, Sight sight) {
    Tensor convolved =
        sight.each(List.of(states), (parts, view) -> convolve(parts.getFirst(), view));
    return norm.apply(layer.apply(states, sight).add(convolved));
  }

  private Tensor convolve(Tensor states, View view) {
    Tensor distances = view.distances(states.unsqueeze(1));
    Tensor sum = null;
    for (int i = 0; i < taps.size(); i++) {
      // row t of the shifted states is that of position t + i - middle, or zeros outside
      Tensor shift = distances.eq(i - taps.size() / 2).cast(states.dtype());
      Tensor part = product(shift.matmul(states), taps.get(i));
      sum = sum == null ? part : sum.add(part);
    }
    return how.activation().apply(java.util.Objects.requireNonNull(sum).add(bias));
  }

  /** The product with a tap, whose groups of rows see as many groups of channels. */
  private Tensor product(Tensor states, Tensor tap) {
    if (how.groups() == 1) {
      return states.linear(tap, null);
    }
    long rows = tap.shape().size(0) / how.groups();
    long columns = tap.shape().size(1);
    var parts = new ArrayList<Tensor>();
    for (int i = 0; i < how.groups(); i++) {
      Tensor channels = states.narrow(-1, i * columns, columns);
      parts.add(channels.linear(tap.narrow(0, i * rows, rows), null));
    }
    return Tensor.concatenate(parts, -1);
  }

  @Override
  public Tensor probabilities(Tensor states, Sight sight) {
    return layer.probabilities(states, sight);
  }
}
