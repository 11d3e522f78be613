// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;

class OnnxWeightsTest {
  private static final Constant MATRIX =
      Constant.ofFloats("onnx::MatMul_7", Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
  private static final float[] TURNED = {1, 4, 2, 5, 3, 6};

  private static OnnxWeights weights(List<Node> nodes, Constant... constants) {
    var byName = new LinkedHashMap<String, Constant>();
    Arrays.stream(constants).forEach(constant -> byName.put(constant.name(), constant));
    var graph = new Graph("g", nodes, byName, List.of(), List.of(), Fields.NONE);
    var model = new OnnxModel(8, "test", Map.of("", 17L), graph, Map.of(), Fields.NONE);
    return OnnxWeights.parse("test.onnx", model.toBytes());
  }

  @Test
  void findsEveryWeightOfMiniLm() {
    var weights = OnnxWeights.parse("minilm", MiniLm.bytes());
    // 3 tables + LayerNorm, and 6 layers of 6 matrices, 6 biases and 2 LayerNorms
    assertThat(weights.names()).hasSize(5 + 6 * 16).noneMatch(name -> name.contains("::"));
    assertThat(weights.names().stream().mapToLong(name -> weights.shape(name).elements()).sum())
        .isEqualTo(22_565_376L);
    for (int layer = 0; layer < 6; layer++) {
      String prefix = "encoder.layer." + layer + ".";
      for (String part : List.of("query", "key", "value")) {
        assertThat(weights.shape(prefix + "attention.self." + part + ".weight"))
            .isEqualTo(Shape.of(384, 384));
      }
      assertThat(weights.shape(prefix + "attention.output.dense.weight"))
          .isEqualTo(Shape.of(384, 384));
      assertThat(weights.shape(prefix + "intermediate.dense.weight"))
          .isEqualTo(Shape.of(1536, 384));
      assertThat(weights.shape(prefix + "output.dense.weight")).isEqualTo(Shape.of(384, 1536));
    }
    weights.requireFinite("minilm");
  }

  @Test
  void namesAMatrixByTheNodeThatUsesIt() {
    var product = Node.of("MatMul", "/layer.0/dense/MatMul", List.of("x", MATRIX.name()), "y");
    var weights = weights(List.of(product), MATRIX);
    assertThat(weights.names()).containsExactly("layer.0.dense.weight");
    assertThat(weights.shape("layer.0.dense.weight")).isEqualTo(Shape.of(3, 2));
    assertThat(weights.floats("layer.0.dense.weight")).containsExactly(TURNED);
  }

  @Test
  void namesAMatrixByTheBiasWhereTheNodeHasNoPath() {
    var bias = Constant.ofFloats("dense.bias", Shape.of(3), 0f, 0, 0);
    var product = Node.of("MatMul", "MatMul_12", List.of("x", MATRIX.name()), "y");
    var sum = Node.of("Add", "Add_13", List.of("dense.bias", "y"), "z");
    var weights = weights(List.of(product, sum), MATRIX, bias);
    assertThat(weights.names()).containsExactlyInAnyOrder("dense.weight", "dense.bias");
    assertThat(weights.floats("dense.weight")).containsExactly(TURNED);
  }

  @Test
  void turnsTheMatrixOfAGemmOnlyWhereTheGemmDoesNot() {
    var bias = Constant.ofFloats("pooler.bias", Shape.of(3), 0f, 0, 0);
    var gemm = Node.of("Gemm", "", List.of("x", MATRIX.name(), "pooler.bias"), "y");
    assertThat(weights(List.of(gemm), MATRIX, bias).floats("pooler.weight"))
        .containsExactly(TURNED);
    var turning = gemm.with("transB", Attribute.of(1));
    assertThat(weights(List.of(turning), MATRIX, bias).floats("pooler.weight"))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void leavesAMatrixThatTheGraphTransposesAsItIs() {
    var named = MATRIX.named("dense.weight");
    var turn = Node.of("Transpose", "", List.of("dense.weight"), "t");
    var product = Node.of("MatMul", "/dense/MatMul", List.of("x", "t"), "y");
    assertThat(weights(List.of(turn, product), named).floats("dense.weight"))
        .containsExactly(1, 2, 3, 4, 5, 6);

    var nameless = Node.of("Transpose", "", List.of(MATRIX.name()), "t");
    var weights = weights(List.of(nameless, product), MATRIX);
    assertThat(weights.names()).containsExactly("dense.weight");
    assertThat(weights.floats("dense.weight")).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void keepsTheLayoutOfAMatrixThatHasAParametersName() {
    var named = MATRIX.named("h.0.c_attn.weight"); // GPT-2 stores (in, out) in its checkpoint
    var product = Node.of("MatMul", "/h.0/c_attn/MatMul", List.of("x", named.name()), "y");
    assertThat(weights(List.of(product), named).floats("h.0.c_attn.weight"))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void findsWeightsBehindIdentityAndConstantNodes() {
    var shared = Constant.ofFloats("layer.0.norm.bias", Shape.of(2), 8f, 9);
    var same = Node.of("Identity", "", List.of("layer.0.norm.bias"), "layer.1.norm.bias");
    var constant =
        Node.of("Constant", "", List.of(), "const").with("value", new Attribute.Array(MATRIX));
    var product = Node.of("MatMul", "/dense/MatMul", List.of("x", "const"), "y");
    var weights = weights(List.of(same, constant, product), shared);
    assertThat(weights.floats("layer.1.norm.bias")).containsExactly(8, 9);
    assertThat(weights.floats("dense.weight")).containsExactly(TURNED);
  }

  @Test
  void leavesIntegerBuffersAndScalarsOut() {
    var positions = Constant.ofLongs("embeddings.position_ids", Shape.of(1, 2), 0L, 1);
    var scale = Constant.ofFloats("onnx::Mul_9", Shape.of(), 0.125f);
    var odd = Constant.ofFloats("odd", Shape.of(1), 5f);
    assertThat(weights(List.of(), positions, scale, odd).names()).containsExactly("odd");
  }

  @Test
  void refusesAQuantizedModel() {
    var node = Node.of("MatMulInteger", "/dense/MatMul_quant", List.of("x", "w"), "y");
    assertThatThrownBy(() -> weights(List.of(node)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("test.onnx")
        .hasMessageContaining("'/dense/MatMul_quant' is a MatMulInteger");
  }
}
