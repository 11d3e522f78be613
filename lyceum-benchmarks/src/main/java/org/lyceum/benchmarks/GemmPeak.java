// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.weights.InMemoryWeights;

/**
 * How fast one thread multiplies single-precision matrices on this machine, by two libraries and in
 * the shapes that an encoder has.
 */
final class GemmPeak implements AutoCloseable {
  /** How it is measured, for a reader of the figures. */
  static final String METHOD =
      "one thread, float32, thread CPU time; the median product of 0.05 s; of the shapes"
          + " 256x384x1536, 256x1536x384, 512x384x1536 and 512x1536x384, and of ONNX Runtime's"
          + " MatMul and libtorch's linear, those whose median over the run is best; the limit of a"
          + " turn is the mean of what was measured before and after it, and a share is what all"
          + " rounds reached together, of their limits together";

  private static final int[][] SHAPES = {
    {256, 384, 1536}, {256, 1536, 384}, {512, 384, 1536}, {512, 1536, 384}
  };
  private static final double SECONDS = 0.05;
  private static final int LEAST = 5;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final List<Product> products = new ArrayList<>();

  /** One shape, in both libraries. */
  private record Product(
      int rows,
      int in,
      int out,
      OrtSession session,
      OnnxTensor x,
      OnnxTensor y,
      float[] left,
      float[] right) {
    double flops() {
      return 2.0 * rows * in * out;
    }
  }

  GemmPeak() {
    try {
      for (int[] shape : SHAPES) {
        products.add(product(shape[0], shape[1], shape[2]));
      }
    } catch (OrtException e) {
      throw new IllegalStateException("a matrix product cannot be measured: " + e.getMessage(), e);
    }
  }

  private Product product(int rows, int in, int out) throws OrtException {
    float[] left = random("left", rows * in);
    float[] right = random("right", out * in);
    var graph = new OnnxGraph("product");
    var weight =
        graph
            .parameters(new InMemoryWeights().put("weight", Shape.of(out, in), right))
            .get("weight", out, in);
    graph.output("y", graph.input("x", DType.F32, Shape.of(rows, in)).linear(weight, null));
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      var x = OnnxTensor.createTensor(environment, buffer(rows * in).put(0, left), shape(rows, in));
      var y = OnnxTensor.createTensor(environment, buffer(rows * out), shape(rows, out));
      var session = environment.createSession(graph.toBytes(), options);
      return new Product(rows, in, out, session, x, y, left, right);
    }
  }

  private static long[] shape(long... sizes) {
    return sizes;
  }

  private static FloatBuffer buffer(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static float[] random(String name, int count) {
    var random = new Seed(1).stream("bench/gemm-" + name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /**
   * GFLOP/s of each shape.
   *
   * @param onnxRuntime of its MatMul
   * @param libtorch of its linear
   */
  record Rates(List<Double> onnxRuntime, List<Double> libtorch) {}

  /** {@return how fast it is now} */
  Rates measure() {
    return new Rates(
        products.stream().map(GemmPeak::onnxRuntime).toList(),
        products.stream().map(GemmPeak::libtorch).toList());
  }

  private static double onnxRuntime(Product product) {
    return rate(
        product,
        () -> {
          try {
            product.session.run(Map.of("x", product.x), Map.of("y", product.y)).close();
          } catch (OrtException e) {
            throw new IllegalStateException("a matrix product failed: " + e.getMessage(), e);
          }
        });
  }

  private static double libtorch(Product product) {
    int before = Torch.threads();
    Torch.threads(1);
    try (var scope = Scope.open("peak");
        var guard = Torch.noGrad()) {
      Tensor x = Torch.tensor(product.left, product.rows, product.in);
      Tensor weight = Torch.tensor(product.right, product.out, product.in);
      return rate(
          product,
          () -> {
            try (var one = Scope.open("product")) {
              x.linear(weight, null);
            }
          });
    } finally {
      Torch.threads(before);
    }
  }

  /** GFLOP/s of the median run. */
  private static double rate(Product product, Runnable run) {
    run.run();
    var times = new ArrayList<Double>();
    double start = ProcessorTime.ofThread();
    for (double now = start; now - start < SECONDS || times.size() < LEAST; ) {
      run.run();
      double end = ProcessorTime.ofThread();
      times.add(end - now);
      now = end;
    }
    double[] sorted = times.stream().mapToDouble(time -> time).sorted().toArray();
    return product.flops() / sorted[sorted.length / 2] / 1e9;
  }

  @Override
  public void close() {
    for (var product : products) {
      try {
        product.session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("a session could not be closed", e);
      }
      product.x.close();
      product.y.close();
    }
  }
}
