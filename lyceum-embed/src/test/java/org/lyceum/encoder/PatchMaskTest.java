// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.DType;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class PatchMaskTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open("test");
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void keepsPatchesOfLeastNoiseAndPutsThemBack() {
    // ranks of 0.3, 0.1, 0.2: 2, 0, 1; kept are the second, then the third patch
    var mask = PatchMask.of(Torch.tensor(new double[] {0.3, 0.1, 0.2}, 1, 3), 2);
    assertThat(mask.ranks().longs()).containsExactly(2, 0, 1);
    assertThat(mask.hidden(DType.F64).doubles()).containsExactly(1, 0, 0);
    var kept = mask.keep(Torch.tensor(new double[] {1, 2, 3, 4, 5, 6}, 1, 3, 2));
    assertThat(kept.doubles()).containsExactly(3, 4, 5, 6);
    var filler = Torch.tensor(new double[] {-1, -2}, 1, 1, 2);
    assertThat(mask.restore(kept, filler).doubles()).containsExactly(-1, -2, 3, 4, 5, 6);
  }

  @Test
  void takesTheFirstOfEqualNoiseAsLess() {
    var mask = PatchMask.of(Torch.tensor(new double[] {0.5, 0.5, 0, 0.5}, 1, 4), 1);
    assertThat(mask.ranks().longs()).containsExactly(1, 2, 0, 3);
  }
}
