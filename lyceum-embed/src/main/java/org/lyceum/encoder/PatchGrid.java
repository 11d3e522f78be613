// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

/**
 * How pictures are cut into patches; what is left at the right and at the bottom is not seen.
 *
 * @param channels of a pixel, {@code C}
 * @param height of a picture, in pixels
 * @param width of a picture, in pixels
 * @param patchHeight of a patch, {@code p}
 * @param patchWidth of a patch, {@code q}
 */
public record PatchGrid(int channels, int height, int width, int patchHeight, int patchWidth) {
  /** Checks that there is a patch. */
  public PatchGrid {
    if (channels < 1 || patchHeight < 1 || patchWidth < 1) {
      throw new IllegalArgumentException(
          "channels and patches must be at least 1, got %d and %d x %d"
              .formatted(channels, patchHeight, patchWidth));
    }
    if (height < patchHeight || width < patchWidth) {
      throw new IllegalArgumentException(
          "a picture must hold a patch, got %d x %d and %d x %d"
              .formatted(height, width, patchHeight, patchWidth));
    }
  }

  /** {@return patches below each other} */
  public int rows() {
    return height / patchHeight;
  }

  /** {@return patches beside each other} */
  public int columns() {
    return width / patchWidth;
  }

  /** {@return patches of a picture, {@code N}} */
  public int patches() {
    return rows() * columns();
  }

  /** {@return numbers that a patch has} */
  public int numbers() {
    return channels * patchHeight * patchWidth;
  }

  /**
   * {@return the patches row by row, {@code (B, N, C p q)}: all of one channel, then of the next}
   *
   * @param pixels {@code (B, C, height, width)}
   */
  public Tensor byChannel(Tensor pixels) {
    return apart(pixels).transpose(3, 4).reshape(-1, patches(), numbers());
  }

  /**
   * {@return the patches row by row, {@code (B, N, p q C)}: all channels of one pixel, then of the
   * next}
   *
   * @param pixels {@code (B, C, height, width)}
   */
  public Tensor byPixel(Tensor pixels) {
    return apart(pixels).transpose(4, 5).reshape(-1, patches(), numbers());
  }

  /**
   * {@return the same patches of pictures that are filled up with zeros at the right and at the
   * bottom, so that nothing is left}
   */
  public PatchGrid wholePatches() {
    int down = (height + patchHeight - 1) / patchHeight;
    int across = (width + patchWidth - 1) / patchWidth;
    return new PatchGrid(
        channels, down * patchHeight, across * patchWidth, patchHeight, patchWidth);
  }

  /**
   * {@return pictures as {@link #wholePatches} takes them}
   *
   * @param pixels {@code (B, C, height, width)}
   */
  public Tensor filled(Tensor pixels) {
    requireFits(pixels);
    var whole = wholePatches();
    return Windows.padded(Windows.padded(pixels, 2, whole.height - height), 3, whole.width - width);
  }

  private void requireFits(Tensor pixels) {
    var wanted = Shape.of(Shape.ANY, channels, height, width);
    if (!pixels.shape().matches(wanted)) {
      throw new IllegalArgumentException(
          "pictures must have shape (B, %d, %d, %d), got %s; resize them"
              .formatted(channels, height, width, pixels.shape()));
    }
  }

  /** (B, rows, columns, p, C, q). */
  private Tensor apart(Tensor pixels) {
    requireFits(pixels);
    Tensor seen = pixels;
    seen = height % patchHeight == 0 ? seen : seen.narrow(2, 0, (long) rows() * patchHeight);
    seen = width % patchWidth == 0 ? seen : seen.narrow(3, 0, (long) columns() * patchWidth);
    return seen.reshape(-1, channels, rows(), patchHeight, columns(), patchWidth)
        .transpose(1, 2)
        .transpose(2, 4);
  }
}
