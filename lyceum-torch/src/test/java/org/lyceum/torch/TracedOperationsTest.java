// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

/**
 * A recorded graph gives in ONNX Runtime what libtorch computes, whatever the batch and the length.
 */
class TracedOperationsTest {
  private static final Set<String> NOT_RECORDED =
      Set.of("shape()", "dtype()", "item()", "floats()", "doubles()", "longs()");

  private static final long[][] SIZES = {{2, 3, 4}, {3, 5, 2}, {1, 4, 1}};

  static Stream<Operation> operations() {
    return Operations.all();
  }

  @Test
  void areAllInTheTable() {
    var methods =
        Arrays.stream(Tensor.class.getDeclaredMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .map(TracedOperationsTest::signature)
            .filter(signature -> !NOT_RECORDED.contains(signature))
            .toList();
    var table = operations().map(Operation::signature).distinct().toList();
    assertThat(table).containsExactlyInAnyOrderElementsOf(methods);
  }

  private static String signature(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void giveWhatLibtorchGives(Operation operation) throws OrtException {
    var graph = new OnnxGraph("one operation");
    var traced = new ArrayList<Tensor>();
    for (int i = 0; i < operation.inputs().size(); i++) {
      traced.add(operation.inputs().get(i).traced(graph, i));
    }
    var output = operation.call().apply(traced);
    graph.output("output", output);
    var environment = OrtEnvironment.getEnvironment();
    try (var session = environment.createSession(graph.toBytes())) {
      for (long[] size : SIZES) {
        compare(operation, size, output, session);
      }
    }
  }

  private static void compare(Operation operation, long[] size, Tensor output, OrtSession session)
      throws OrtException {
    try (var scope = Scope.open("operation")) {
      var shapes =
          operation.inputs().stream().map(in -> in.shape(size[0], size[1], size[2])).toList();
      var tensors = new ArrayList<Tensor>();
      for (int i = 0; i < shapes.size(); i++) {
        tensors.add(operation.inputs().get(i).tensor(shapes.get(i)));
      }
      var expected = operation.call().apply(tensors);
      assertThat(output.dtype()).isEqualTo(expected.dtype());
      assertThat(output.shape().matches(expected.shape()))
          .as("traced shape %s, computed %s", output.shape(), expected.shape())
          .isTrue();
      var found = run(session, tensors);
      assertThat(found.shape()).isEqualTo(expected.shape());
      double[] wanted = expected.doubles();
      for (int i = 0; i < wanted.length; i++) {
        if (wanted[i] != found.values()[i]) {
          assertThat(found.values()[i])
              .as("element %d of %s", i, found.shape())
              .isCloseTo(wanted[i], within(2e-6 * Math.max(1, Math.abs(wanted[i]))));
        }
      }
      assertThat(scope).isNotNull();
    }
  }

  private record Found(Shape shape, double... values) {}

  private static Found run(OrtSession session, List<Tensor> tensors) throws OrtException {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      inputs.put("input" + i, onnx(tensors.get(i)));
    }
    try (var result = session.run(inputs)) {
      var output = (OnnxTensor) result.get(0);
      return new Found(Shape.of(output.getInfo().getShape()), values(output));
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor onnx(Tensor tensor) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    long[] sizes = tensor.shape().sizes();
    return switch (tensor.dtype()) {
      case F32 -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(tensor.floats()), sizes);
      case I64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(tensor.longs()), sizes);
      default -> {
        long[] values = tensor.longs();
        var bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) values[i];
        }
        var buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        yield OnnxTensor.createTensor(environment, buffer, sizes, OnnxJavaType.BOOL);
      }
    };
  }

  private static double[] values(OnnxTensor output) {
    return switch (output.getInfo().type) {
      case FLOAT -> doubles(output.getFloatBuffer());
      case INT64 -> Arrays.stream(output.getLongBuffer().array()).asDoubleStream().toArray();
      case DOUBLE -> output.getDoubleBuffer().array();
      default -> bytes(output.getByteBuffer());
    };
  }

  private static double[] doubles(FloatBuffer buffer) {
    var values = new double[buffer.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = buffer.get(i);
    }
    return values;
  }

  private static double[] bytes(ByteBuffer buffer) {
    var values = new double[buffer.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = buffer.get(i);
    }
    return values;
  }
}
