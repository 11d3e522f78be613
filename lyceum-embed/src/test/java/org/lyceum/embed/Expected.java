// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.Close;
import org.lyceum.folder.Golden;

/** What must come of a folder that was changed: a refusal, vectors, or either. */
interface Expected {
  /** A larger difference of a coordinate has a reason. */
  double SLIGHT = 2e-6;

  /** A clear error, whatever else. */
  Expected REFUSED = (what, found, right) -> assertThat(found).as(what + " is refused").isNull();

  /** The vectors of the folder before: readers do not look at what was changed. */
  Expected SAME = (what, found, right) -> assertSame(what, found, right);

  /** A clear error, or the vectors of the folder before. */
  Expected REFUSED_OR_SAME =
      (what, found, right) -> {
        if (found != null) {
          assertSame(what, found, right);
        }
      };

  /** A clear error, or vectors that golden ones cannot tell from those of the folder before. */
  Expected REFUSED_OR_NEAR =
      (what, found, right) ->
          assertThat(found == null ? 0 : difference(found, right))
              .as(what)
              .isLessThanOrEqualTo(2 * Golden.TOLERANCE);

  /** A clear error, or other vectors: what was changed is not simply ignored. */
  Expected REFUSED_OR_OTHER =
      (what, found, right) ->
          assertThat(found == null || difference(found, right) > SLIGHT)
              .as(what + " is refused or used")
              .isTrue();

  /** Fails unless the vectors, null where the folder was refused, are as they must be. */
  void check(String what, @Nullable List<float[]> found, List<float[]> right);

  /** A clear error, or the vectors of another folder that says the same in other words. */
  static Expected refusedOrLike(Supplier<List<float[]>> other) {
    return (what, found, right) -> {
      if (found != null) {
        assertSame(what, found, other.get());
      }
    };
  }

  private static void assertSame(String what, @Nullable List<float[]> found, List<float[]> right) {
    assertThat(found).as(what + " is not refused").isNotNull();
    assertThat(difference(found, right)).as(what).isLessThanOrEqualTo(SLIGHT);
  }

  private static double difference(List<float[]> found, List<float[]> right) {
    double largest = 0;
    for (int i = 0; i < right.size(); i++) {
      if (found.get(i).length != right.get(i).length) {
        return Double.POSITIVE_INFINITY;
      }
      largest = Math.max(largest, Close.difference(found.get(i), right.get(i), new long[0]));
    }
    return largest;
  }
}
