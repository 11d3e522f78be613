// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class PatchGridTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open("test");
  }

  @AfterEach
  void close() {
    scope.close();
  }

  /** 0, 1, 2, ... */
  private static Tensor counted(int channels, int height, int width) {
    double[] values = IntStream.range(0, channels * height * width).asDoubleStream().toArray();
    return Torch.tensor(values, 1, channels, height, width);
  }

  @Test
  void cutsRowByRowAndLeavesOutWhatIsNoPatch() {
    // 0 1 2 3 4     two patches of 2 x 2; the last column and the last row are left
    // 5 6 7 8 9
    // 10 ...
    var grid = new PatchGrid(1, 3, 5, 2, 2);
    assertThat(grid.patches()).isEqualTo(2);
    assertThat(grid.byChannel(counted(1, 3, 5)).floats()).containsExactly(0, 1, 5, 6, 2, 3, 7, 8);
  }

  @Test
  void hasChannelsOutsideOrInside() {
    // channels 0 1 and 2 3, one row of two pixels, one patch
    var grid = new PatchGrid(2, 1, 2, 1, 2);
    assertThat(grid.byChannel(counted(2, 1, 2)).floats()).containsExactly(0, 1, 2, 3);
    assertThat(grid.byPixel(counted(2, 1, 2)).floats()).containsExactly(0, 2, 1, 3);
  }

  @Test
  void fillsUpWithZerosToWholePatches() {
    var grid = new PatchGrid(1, 2, 3, 2, 2);
    assertThat(grid.wholePatches()).isEqualTo(new PatchGrid(1, 2, 4, 2, 2));
    assertThat(grid.filled(counted(1, 2, 3)).floats()).containsExactly(0, 1, 2, 0, 3, 4, 5, 0);
  }

  @Test
  void refusesPicturesOfAnotherSize() {
    assertThatThrownBy(() -> new PatchGrid(1, 4, 4, 2, 2).byChannel(counted(1, 4, 6)))
        .hasMessageContaining("pictures must have shape (B, 1, 4, 4), got");
  }
}
