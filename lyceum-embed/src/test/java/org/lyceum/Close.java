// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Comparing arrays of numbers. */
public final class Close {
  private Close() {}

  /** {@return the largest absolute difference where the weight is not 0} */
  public static double difference(float[] a, float[] b, long[] mask) {
    assertThat(a).hasSameSizeAs(b);
    int each = mask.length == 0 ? a.length : a.length / mask.length;
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      if (mask.length == 0 || mask[i / each] != 0) {
        double difference = Math.abs((double) a[i] - b[i]);
        largest =
            Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
      }
    }
    return largest;
  }

  /** Fails unless both agree to 1e-5 of the largest wanted value, or of 1. */
  public static void assertClose(String what, float[] found, float[] wanted, long... mask) {
    assertThat(difference(found, wanted, mask)).as(what).isLessThanOrEqualTo(1e-5 * scale(wanted));
  }

  /** {@return the largest absolute value, or 1 if that is larger} */
  public static double scale(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> Math.abs(values[i]));
    return Math.max(1, Arrays.stream(wide).max().orElse(1));
  }
}
