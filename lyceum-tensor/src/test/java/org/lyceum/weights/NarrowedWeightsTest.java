// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;

class NarrowedWeightsTest {
  @TempDir Path folder;

  private static InMemoryWeights weights(float... values) {
    return new InMemoryWeights()
        .put("a", Shape.of(values.length), values)
        .put("n", Shape.of(1), new long[] {7});
  }

  @Test
  void roundsToTheNearest() {
    // 8 bits of fraction: 1 + 1/256 lies between 1 and 1 + 1/128, and goes to the even one
    var weights = new NarrowedWeights(weights(1 + 1 / 256f, 1 + 3 / 256f, -3), DType.BF16);
    assertThat(weights.floats("a")).containsExactly(1, 1 + 1 / 64f, -3);
    assertThat(weights.dtype("a")).isEqualTo(DType.BF16);
    assertThat(weights.dtype("n")).isEqualTo(DType.I64);
    assertThat(weights.longs("n")).containsExactly(7);
  }

  @Test
  void givesWhatAFileOfItGives() {
    var weights = new NarrowedWeights(weights(0.1f, 1e-6f, 65_504), DType.F16);
    Path file = folder.resolve("half.safetensors");
    Safetensors.write(file, weights, Map.of());
    var read = Safetensors.open(file);
    assertThat(read.dtype("a")).isEqualTo(DType.F16);
    assertThat(read.floats("a")).isEqualTo(weights.floats("a"));
  }

  @Test
  void refusesWhatDoesNotFit() {
    var large = new NarrowedWeights(weights(70_000), DType.F16);
    assertThatThrownBy(() -> large.floats("a"))
        .hasMessageContaining("'a' has 70000.0, which F16 does not hold; take BF16 or F32");
    assertThat(new NarrowedWeights(weights(70_000), DType.BF16).floats("a")[0]).isFinite();
    assertThatThrownBy(() -> new NarrowedWeights(weights(1), DType.I8))
        .hasMessageContaining("F32, F16 or BF16, got I8");
  }
}
