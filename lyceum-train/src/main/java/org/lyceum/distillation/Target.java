// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What of a teacher's vector a student learns: all of it, or its part along some components.
 *
 * @param components the directions, or null for the coordinates as they are
 * @param width of what is learned
 */
public record Target(@Nullable PrincipalComponents components, int width) {
  /**
   * {@return the whole vector}
   *
   * @param width of the teacher's vectors
   */
  public static Target whole(int width) {
    return new Target(null, width);
  }

  /**
   * {@return what the student learns}
   *
   * @param vector the teacher's, of {@link #width} at least
   * @throws IllegalArgumentException if the vector is narrower, or of another width than the
   *     components
   */
  public float[] of(float[] vector) {
    if (vector.length < width) {
      throw new IllegalArgumentException(
          "a target of width %d needs vectors at least as wide, got %d"
              .formatted(width, vector.length));
    }
    if (components != null) {
      return components.project(vector, width, false);
    }
    return width == vector.length ? vector : Arrays.copyOf(vector, width);
  }
}
