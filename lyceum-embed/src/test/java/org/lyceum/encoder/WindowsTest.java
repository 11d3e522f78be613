// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class WindowsTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open("test");
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor counted(int places) {
    return Torch.tensor(IntStream.range(0, places).asDoubleStream().toArray(), 1, places, 1);
  }

  @ParameterizedTest
  @CsvSource({"4, 4, 2, 0", "4, 4, 2, 1", "5, 7, 3, 1", "3, 8, 3, 0", "1, 1, 1, 0"})
  void joinWhatTheyCut(int rows, int columns, int size, int shift) {
    var windows = new Windows(rows, columns, size, shift);
    Tensor states = counted(rows * columns);
    assertThat(windows.joined(windows.cut(states)).doubles()).containsExactly(states.doubles());
  }

  @Test
  void beginBehindTheEdgeWhereTheyAreShifted() {
    //  0  1  2  3      5  6  7  4      the first window has 5 6 9 10,
    //  4  5  6  7  ->  9 10 11  8      the last the corners 15 12 3 0
    //  8  9 10 11     13 14 15 12
    // 12 13 14 15      1  2  3  0
    double[] cut = new Windows(4, 4, 2, 1).cut(counted(16)).doubles();
    assertThat(Arrays.copyOf(cut, 4)).containsExactly(5, 6, 9, 10);
    assertThat(Arrays.copyOfRange(cut, 12, 16)).containsExactly(15, 12, 3, 0);
  }

  @Test
  void keepApartWhatComesFromDifferentEdges() {
    var bias = Objects.requireNonNull(new Windows(4, 4, 2, 1).apart());
    Tensor queries = Torch.zeros(4, 1, 4, 1); // one picture of four windows
    double[] apart = bias.of(queries, queries, new View(null)).doubles();
    assertThat(Arrays.copyOf(apart, 16)).containsOnly(0); // from one piece
    assertThat(Arrays.copyOfRange(apart, 16, 20)).containsExactly(0, -100, 0, -100); // 7 | 4
    assertThat(Arrays.copyOfRange(apart, 48, 52)).containsExactly(0, -100, -100, -100); // corners
    assertThat(new Windows(4, 4, 2, 0).apart()).isNull();
  }

  @Test
  void refuseAGridThatIsSmaller() {
    assertThatThrownBy(() -> new Windows(2, 4, 3, 0))
        .hasMessageContaining("windows of size 3, shifted by 0, do not fit a grid of 2 x 4");
  }
}
