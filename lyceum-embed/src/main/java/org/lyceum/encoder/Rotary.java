// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.Arrays;
import java.util.List;
import org.lyceum.tensor.Tensor;

/**
 * Positions as rotations: the coordinates of a head, taken in pairs, turn by an angle that grows
 * with the position. Coordinate {@code i} is paired with {@code i + n}, {@code n} being the number
 * of pairs; coordinates behind {@code 2 n} stay.
 *
 * @see <a href="https://arxiv.org/abs/2104.09864">Su et al. 2021</a>, eq. 34
 */
public final class Rotary {
  private final double[] frequencies;
  private final double factor;

  /**
   * Rotations.
   *
   * @param frequencies radians a position, for each pair
   * @param factor what turned coordinates are multiplied with; 1 in most models
   */
  public Rotary(double[] frequencies, double factor) {
    if (!(factor > 0 && Double.isFinite(factor + Arrays.stream(frequencies).sum()))) {
      throw new IllegalArgumentException(
          "frequencies must be finite and their factor positive, got %s and %s"
              .formatted(Arrays.toString(frequencies), factor));
    }
    this.frequencies = frequencies.clone();
    this.factor = factor;
  }

  /**
   * {@return queries or keys, turned}
   *
   * @param heads {@code (B, H, T, d)}
   * @param view of these texts
   */
  public Tensor apply(Tensor heads, View view) {
    int pairs = frequencies.length;
    long rest = heads.shape().size(3) - 2L * pairs;
    Tensor angles = view.once(this, () -> angles(view.positions(heads), heads));
    Tensor cos = view.once(List.of(this, "cos"), () -> angles.cos().mul(factor));
    Tensor sin = view.once(List.of(this, "sin"), () -> angles.sin().mul(factor));
    var parts = rest == 0 ? heads.split(-1, pairs, pairs) : heads.split(-1, pairs, pairs, rest);
    Tensor a = parts.get(0);
    Tensor b = parts.get(1);
    var turned = List.of(b.mul(cos).add(a.mul(sin)));
    Tensor first = a.mul(cos).sub(b.mul(sin));
    return rest == 0
        ? first.concat(turned, -1)
        : first.concat(List.of(turned.getFirst(), parts.get(2)), -1);
  }

  /** Radians of each position and pair, (T, n). */
  private Tensor angles(Tensor positions, Tensor heads) {
    Tensor numbers = positions.cast(heads.dtype()).transpose();
    return numbers.mul(heads.constant(frequencies, 1, frequencies.length));
  }

  @Override
  public String toString() {
    return "rotary " + Arrays.toString(frequencies);
  }
}
