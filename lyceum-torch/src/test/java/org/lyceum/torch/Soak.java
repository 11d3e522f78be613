// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;

/**
 * Many small training steps that use every kind of call, with the resident memory after each tenth:
 * it must stay flat. Not a test: run its main with STEPS.
 */
final class Soak {
  private Soak() {}

  public static void main(String[] arguments) throws IOException {
    int steps = Integer.parseInt(arguments[0]);
    Torch.threads(1);
    var weights = new InMemoryWeights();
    for (var name : List.of("a", "b", "table")) {
      weights.put(name, Shape.of(16, 16), random(256));
    }
    weights.put("bias", Shape.of(16), random(16));
    try (var parameters = TorchParameters.load(weights, DType.F32, true);
        var optimizer = new AdamW(parameters, AdamW.Settings.usual(0.01))) {
      for (int i = 0; i <= steps; i++) {
        try (var precision = (i % 2 == 0 ? Precision.FLOAT32 : Precision.BFLOAT16).open()) {
          step(parameters, optimizer);
        }
        if (i % (steps / 10) == 0) {
          System.out.printf(
              "%d steps: %d kB resident, %d tensors live%n", i, resident(), Torch.live());
        }
      }
    }
  }

  private static float[] random(int size) {
    float[] values = new float[size];
    var random = new Seed(1).stream("soak");
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat(-1, 1);
    }
    return values;
  }

  private static void step(TorchParameters parameters, AdamW optimizer) {
    try (var scope = Scope.open("step")) {
      var ids = Torch.tensor(new long[] {1, 2, 3, 4, 5, 6}, 2, 3);
      var mask = Torch.tensor(new long[] {1, 1, 1, 1, 1, 0}, 2, 3);
      var bias = parameters.get("bias", 16);
      var x = parameters.get("table", 16, 16).rows(ids).layerNorm(bias, bias, 1e-5);
      var q = x.linear(parameters.get("a", 16, 16), bias).gelu().cast(DType.F32).splitHeads(2);
      var open = mask.eq(0).cast(DType.F32).mul(-1e9).unsqueeze(1).unsqueeze(1);
      x = q.attention(q, q, open, 0.3).mergeHeads().linear(parameters.get("b", 16, 16), null);
      x = x.cast(DType.F32);
      var all = new ArrayList<org.lyceum.tensor.Tensor>();
      all.add(x.firstToken(mask));
      all.add(x.mean(1, false).add(1).maximum(x.max(1, false)));
      var pooled = x.lastToken(mask).concat(all, 0).normalize();
      var scores = pooled.matmul(pooled.transpose()).mul(3);
      scores = scores.maskedFill(scores.diagonalMask(), -1e9).logSoftmax(-1);
      var loss = scores.select(0, 1).gather(0, Torch.tensor(new long[] {0}, 1)).sum().neg();
      Torch.backward(loss.add(x.pow(2).mean().add(x.logSumExp(1, true).clampMin(0).sum())));
      var gradient = Torch.gradient(bias);
      if (gradient == null || !Double.isFinite(gradient.sum().item())) {
        throw new IllegalStateException("the gradient must be finite");
      }
      parameters.clipGradientNorm(0.1);
      optimizer.step(1e-3);
      parameters.zeroGrad();
    }
  }

  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
