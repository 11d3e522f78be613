// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * Each patch of a picture as a state: a convolution whose steps are as long as its kernel.
 *
 * @param grid how pictures are cut
 * @param kernel {@code (D, C, p, q)}
 * @param bias {@code (D)}, or null
 * @see <a href="https://arxiv.org/abs/2010.11929">Dosovitskiy et al. 2020</a>, eq. 1
 */
public record Patches(PatchGrid grid, Tensor kernel, @Nullable Tensor bias) {
  /**
   * {@return the patches whose parameters are {@code weight} and {@code bias}}
   *
   * @param parameters where they are
   * @param grid how pictures are cut
   * @param width {@code D}
   */
  public static Patches load(Parameters parameters, PatchGrid grid, int width) {
    return new Patches(grid, kernel(parameters, grid, width), parameters.get("bias", width));
  }

  /**
   * {@return the patches whose only parameter is {@code weight}}
   *
   * @param parameters where it is
   * @param grid how pictures are cut
   * @param width {@code D}
   */
  public static Patches unbiased(Parameters parameters, PatchGrid grid, int width) {
    return new Patches(grid, kernel(parameters, grid, width), null);
  }

  private static Tensor kernel(Parameters parameters, PatchGrid grid, int width) {
    return parameters.get("weight", width, grid.channels(), grid.patchHeight(), grid.patchWidth());
  }

  /**
   * {@return the states, {@code (B, N, D)}}
   *
   * @param pixels {@code (B, C, height, width)}
   */
  public Tensor apply(Tensor pixels) {
    Tensor matrix = kernel.reshape(kernel.shape().size(0), grid.numbers());
    return grid.byChannel(pixels).linear(matrix, bias);
  }

  /**
   * {@return states with the same ones before those of each picture, {@code (B, N + T, D)}}
   *
   * @param leading {@code (1, N, D)}, such as a class token
   * @param states {@code (B, T, D)}, at least one
   */
  public static Tensor after(Tensor leading, Tensor states) {
    Tensor zeros = states.detach().narrow(1, 0, 1).mul(0);
    return zeros.add(leading).concat(List.of(states), 1);
  }
}
