// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.InMemoryWeights;

/**
 * Measures a training step of a BERT of MiniLM's size against the machine's matrix product, one
 * thread. Not a test: run its main with TEXTS TOKENS LAYERS PRECISION STEPS.
 */
final class StepSpeed {
  private static final int WIDTH = 384;
  private static final int INNER = 1536;
  private static final int HEADS = 12;
  private static final int WORDS = 30_522;

  private StepSpeed() {}

  private record Layer(
      Linear query,
      Linear key,
      Linear value,
      Linear output,
      LayerNorm first,
      Linear up,
      Linear down,
      LayerNorm second) {
    static Layer load(Parameters p) {
      return new Layer(
          Linear.load(p.under("query"), WIDTH, WIDTH),
          Linear.load(p.under("key"), WIDTH, WIDTH),
          Linear.load(p.under("value"), WIDTH, WIDTH),
          Linear.load(p.under("output"), WIDTH, WIDTH),
          LayerNorm.load(p.under("first"), WIDTH, 1e-12),
          Linear.load(p.under("up"), WIDTH, INNER),
          Linear.load(p.under("down"), INNER, WIDTH),
          LayerNorm.load(p.under("second"), WIDTH, 1e-12));
    }

    Tensor apply(Tensor x) {
      var q = query.apply(x).splitHeads(HEADS);
      var k = key.apply(x).splitHeads(HEADS);
      var v = value.apply(x).splitHeads(HEADS);
      var mixed = q.attention(k, v, null, 1 / Math.sqrt(WIDTH / (double) HEADS)).mergeHeads();
      var attended = first.apply(output.apply(mixed).add(x));
      return second.apply(down.apply(up.apply(attended).gelu()).add(attended));
    }
  }

  private static InMemoryWeights weights(int layers) {
    var random = new Seed(1).stream("weights");
    var weights = new InMemoryWeights();
    put(weights, random, "words", WORDS, WIDTH);
    put(weights, random, "positions", 512, WIDTH);
    norm(weights, "norm");
    for (int i = 0; i < layers; i++) {
      for (var name : List.of("query", "key", "value", "output")) {
        linear(weights, random, i + "." + name, WIDTH, WIDTH);
      }
      linear(weights, random, i + ".up", INNER, WIDTH);
      linear(weights, random, i + ".down", WIDTH, INNER);
      norm(weights, i + ".first");
      norm(weights, i + ".second");
    }
    return weights;
  }

  private static void linear(
      InMemoryWeights weights, RandomGenerator random, String name, int out, int in) {
    put(weights, random, name + ".weight", out, in);
    put(weights, random, name + ".bias", out);
  }

  private static void norm(InMemoryWeights weights, String name) {
    float[] ones = new float[WIDTH];
    java.util.Arrays.fill(ones, 1);
    weights.put(name + ".weight", Shape.of(WIDTH), ones);
    weights.put(name + ".bias", Shape.of(WIDTH), new float[WIDTH]);
  }

  private static void put(
      InMemoryWeights weights, RandomGenerator random, String name, long... sizes) {
    float[] values = new float[(int) Shape.of(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * 0.02);
    }
    weights.put(name, Shape.of(sizes), values);
  }

  public static void main(String[] arguments) {
    int texts = Integer.parseInt(arguments[0]);
    int tokens = Integer.parseInt(arguments[1]);
    int layers = Integer.parseInt(arguments[2]);
    var precision = Precision.valueOf(arguments[3]);
    int steps = Integer.parseInt(arguments[4]);
    Torch.threads(1);
    double peak = peak(texts * tokens, precision);
    try (var parameters = TorchParameters.load(weights(layers), DType.F32, true);
        var optimizer = new AdamW(parameters, AdamW.Settings.usual(0.01));
        var guard = precision.open()) {
      double[] parts = new double[4];
      double best = Double.MAX_VALUE;
      for (int i = 0; i < steps; i++) {
        double[] now = step(parameters, optimizer, texts, tokens, layers);
        double total = java.util.Arrays.stream(now).sum();
        if (total < best) {
          best = total;
          parts = now;
        }
      }
      double flops =
          6.0 * texts * tokens * layers * (4.0 * WIDTH * WIDTH + 2.0 * WIDTH * INNER)
              + 6.0 * 2.0 * texts * tokens * tokens * WIDTH * layers
              + 6.0 * (texts / 2.0) * (texts / 2.0) * WIDTH;
      System.out.printf(
          Locale.ROOT,
          "%s %d x %d, %d layers: %.1f ms a step (forward %.1f backward %.1f clip %.1f adamw %.1f),"
              + " %.1f GFLOP/s of %.1f = %.1f %%%n",
          precision,
          texts,
          tokens,
          layers,
          best * 1e3,
          parts[0] * 1e3,
          parts[1] * 1e3,
          parts[2] * 1e3,
          parts[3] * 1e3,
          flops / best / 1e9,
          peak,
          flops / best / 1e7 / peak);
    }
  }

  private static double[] step(
      TorchParameters parameters, AdamW optimizer, int texts, int tokens, int layers) {
    double[] times = new double[5];
    times[0] = cpu();
    try (var scope = Scope.open("step")) {
      var loss = loss(parameters, texts, tokens, layers);
      loss.item();
      times[1] = cpu();
      Torch.backward(loss);
      times[2] = cpu();
    }
    parameters.clipGradientNorm(1);
    times[3] = cpu();
    optimizer.step(1e-4);
    parameters.zeroGrad();
    times[4] = cpu();
    double[] parts = new double[4];
    for (int i = 0; i < 4; i++) {
      parts[i] = (times[i + 1] - times[i]) / 1e9;
    }
    return parts;
  }

  private static Tensor loss(TorchParameters parameters, int texts, int tokens, int layers) {
    long[] ids = new Seed(3).stream("ids").longs((long) texts * tokens, 0, WORDS).toArray();
    var input = Torch.tensor(ids, texts, tokens);
    var words = parameters.get("words", WORDS, WIDTH).rows(input);
    var places = parameters.get("positions", 512, WIDTH).rows(input.positionsLike());
    var x = LayerNorm.load(parameters.under("norm"), WIDTH, 1e-12).apply(words.add(places));
    for (int i = 0; i < layers; i++) {
      x = Layer.load(parameters.under(Integer.toString(i))).apply(x);
    }
    var vectors = x.mean(1, false).normalize();
    var left = vectors.narrow(0, 0, texts / 2);
    var right = vectors.narrow(0, texts / 2, texts / 2);
    return left.matmul(right.transpose()).mul(20).logSoftmax(-1).diagonal().mean().neg();
  }

  /** {@return GFLOP/s of a forward linear layer from WIDTH to INNER} */
  private static double peak(int rows, Precision precision) {
    var random = new Seed(5).stream("peak");
    var weights = new InMemoryWeights();
    put(weights, random, "x", Math.min(rows, 512), WIDTH);
    linear(weights, random, "up", INNER, WIDTH);
    try (var parameters = TorchParameters.load(weights, DType.F32, false);
        var scope = Scope.open("peak")) {
      var type = precision == Precision.FLOAT32 ? DType.F32 : DType.BF16;
      var x = parameters.get("x", Math.min(rows, 512), WIDTH).cast(type);
      var weight = parameters.get("up.weight", INNER, WIDTH).cast(type);
      var bias = parameters.get("up.bias", INNER).cast(type);
      double best = Double.MAX_VALUE;
      for (int i = 0; i < 200; i++) {
        try (var inner = Scope.open("one")) {
          double start = cpu();
          x.linear(weight, bias);
          best = Math.min(best, cpu() - start);
        }
      }
      return 2.0 * Math.min(rows, 512) * WIDTH * INNER / best;
    }
  }

  /** {@return nanoseconds that this thread has computed; others on the machine do not count} */
  private static double cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
