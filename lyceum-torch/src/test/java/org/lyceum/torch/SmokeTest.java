// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.nn.Linear;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;

class SmokeTest {
  @Test
  void trainsALinearLayer() {
    long before = Torch.live();
    var weights =
        new InMemoryWeights()
            .put("weight", Shape.of(1, 2), new float[] {0, 0})
            .put("bias", Shape.of(1), new float[] {0});
    try (var parameters = TorchParameters.load(weights, DType.F32, true);
        var optimizer = new AdamW(parameters, new AdamW.Settings(0.9, 0.999, 1e-8, 0, List.of()))) {
      double loss = 1;
      for (int i = 0; i < 400; i++) {
        try (var step = Scope.open("step")) {
          var layer = Linear.load(parameters, 2, 1);
          var x = Torch.tensor(new float[] {1, 0, 0, 1, 1, 1, 2, -1}, 4, 2);
          var y = Torch.tensor(new float[] {3, 2, 6, 4}, 4, 1);
          var error = layer.apply(x).sub(y);
          var mean = error.mul(error).mean();
          Torch.backward(mean);
          parameters.clipGradientNorm(1);
          optimizer.step(0.05);
          parameters.zeroGrad();
          loss = mean.item();
        }
      }
      assertThat(loss).isCloseTo(0, within(1e-3));
    }
    assertThat(Torch.live()).isEqualTo(before);
  }
}
