// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

/** What libtorch's tensors refuse, those that record refuse with the same words. */
class RefusalsTest {
  /** Makes tensors of one kind. */
  @FunctionalInterface
  interface Maker {
    Tensor tensor(DType dtype, long... sizes);

    default Tensor floats(long... sizes) {
      return tensor(DType.F32, sizes);
    }

    default Tensor integers(long... sizes) {
      return tensor(DType.I64, sizes);
    }

    default Tensor truths(long... sizes) {
      return tensor(DType.BOOL, sizes);
    }
  }

  record Refusal(String name, Consumer<Maker> call) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Refusal of(String name, Consumer<Maker> call) {
    return new Refusal(name, call);
  }

  static Stream<Refusal> refusals() {
    return Stream.of(
        of("add shapes", m -> m.floats(2, 3).add(m.floats(2))),
        of("add types", m -> m.tensor(DType.U8, 2).add(m.tensor(DType.I8, 2))),
        of("eq types", m -> m.tensor(DType.I8, 2).eq(m.tensor(DType.U8, 2))),
        of("not", m -> m.floats(2).not()),
        of("and", m -> m.truths(2).and(m.integers(2))),
        of("or", m -> m.integers(2).or(m.truths(2))),
        of("maskedFill type", m -> m.floats(2).maskedFill(m.floats(2), 0)),
        of("maskedFill rank", m -> m.floats(2).maskedFill(m.truths(2, 2), 0)),
        of("maskedFill size", m -> m.floats(2, 1).maskedFill(m.truths(2, 2), 0)),
        of("maskedFill shape", m -> m.floats(2, 3).maskedFill(m.truths(2), 0)),
        of("sum", m -> m.floats(2).sum(1, true)),
        of("mean type", m -> m.integers(2).mean()),
        of("mean", m -> m.integers(2).mean(0, true)),
        of("max", m -> m.floats(2).max(-2, true)),
        of("logSumExp", m -> m.floats(2).logSumExp(1, true)),
        of("softmax", m -> m.floats(2).softmax(1)),
        of("softmax type", m -> m.integers(2).softmax(0)),
        of("softmax type and dimension", m -> m.integers(2).softmax(1)),
        of("logSoftmax type", m -> m.integers(2).logSoftmax(0)),
        of("normalize type", m -> m.integers(2).normalize()),
        of("normalize rank", m -> m.integers().normalize()),
        of("matmul", m -> m.floats(2, 3).matmul(m.floats(2, 3))),
        of("matmul rank", m -> m.floats(2, 3).matmul(m.floats(3))),
        of("matmul leading", m -> m.floats(2, 2, 3).matmul(m.floats(3, 3, 2))),
        of("matmul types", m -> m.floats(2, 2).matmul(m.integers(2, 2))),
        of("linear", m -> m.floats(2, 3).linear(m.floats(3, 2), null)),
        of("linear types", m -> m.floats(2, 3).linear(m.integers(3, 3), null)),
        of("linear bias", m -> m.floats(2, 3).linear(m.floats(4, 3), m.floats(3))),
        of("linear bias type", m -> m.floats(2, 3).linear(m.floats(4, 3), m.integers(4))),
        of("layerNorm", m -> m.floats(2, 3).layerNorm(m.floats(2), null, 1e-5)),
        of("layerNorm type", m -> m.integers(2, 3).layerNorm(m.floats(3), null, 1e-5)),
        of("layerNorm types", m -> m.floats(2, 3).layerNorm(m.integers(3), null, 1e-5)),
        of("layerNorm bias", m -> m.floats(2, 3).layerNorm(m.floats(3), m.floats(1), 1e-5)),
        attention("attention rank", m -> m.floats(2, 2, 2), Maker::floats, null),
        attention("attention keys", m -> m.floats(1, 1, 2, 3), Maker::floats, null),
        attention("attention type", m -> m.integers(1, 1, 2, 2), Maker::integers, null),
        attention("attention types", m -> m.floats(1, 1, 2, 2), Maker::integers, null),
        attention("attention bias", m -> m.floats(1, 1, 2, 2), Maker::floats, new long[] {2}),
        attention("bias rank", m -> m.floats(1, 1, 2, 2), Maker::floats, new long[5]),
        of("reshape", m -> m.floats(2, 3).reshape(4, -1)),
        of("reshape to nothing", m -> m.floats(2, 3).reshape(0, -1)),
        of("reshape twice open", m -> m.floats(2, 3).reshape(-1, -1)),
        of("reshape negative", m -> m.floats(2, 3).reshape(-2, -3)),
        of("reshape beyond numbers", m -> m.floats(2, 3).reshape(1L << 62, 4, 6)),
        of("transpose", m -> m.floats(2).transpose(0, 1)),
        of("unsqueeze", m -> m.floats(2).unsqueeze(3)),
        of("squeeze", m -> m.floats(2).squeeze(0)),
        of("narrow", m -> m.floats(2, 3).narrow(-1, 2, 2)),
        of("narrow from the end", m -> m.floats(2, 3).narrow(1, -1, 2)),
        of("narrow before the start", m -> m.floats(2, 3).narrow(1, -4, 1)),
        of("narrow beyond numbers", m -> m.floats(2, 3).narrow(1, 1, Long.MAX_VALUE)),
        of("split", m -> m.floats(2, 3).split(1, 1, 1)),
        of("split negative", m -> m.floats(2, 3).split(1, 4, -1)),
        of("split into none", m -> m.floats(2, 3).split(1)),
        of("select", m -> m.floats(2, 3).select(1, 3)),
        of("concat", m -> m.floats(2, 3).concat(List.of(m.floats(3, 2)), 0)),
        of("concat types", m -> m.floats(2, 3).concat(List.of(m.integers(2, 3)), 0)),
        of("concat rank", m -> m.floats(2, 3).concat(List.of(m.floats(2)), -1)),
        of("splitHeads", m -> m.floats(1, 2, 3).splitHeads(2)),
        of("splitHeads rank", m -> m.floats(2, 3).splitHeads(1)),
        of("mergeHeads", m -> m.floats(2, 3).mergeHeads()),
        of("repeatHeads", m -> m.floats(1, 2, 3, 4).repeatHeads(0)),
        of("rows", m -> m.floats(2, 2).rows(m.floats(2))),
        of("rows rank", m -> m.floats(2).rows(m.integers(2))),
        of("gather", m -> m.floats(2, 2).gather(2, m.integers(2, 2))),
        of("gather type", m -> m.floats(2, 2).gather(1, m.floats(2, 2))),
        of("gather rank", m -> m.floats(2, 2).gather(1, m.integers(2))),
        of("positionsLike", m -> m.floats().positionsLike()),
        of("cumsum", m -> m.floats(2).cumsum(1)),
        of("lastToken", m -> m.floats(2, 3, 1).lastToken(m.integers(3, 2))),
        of("firstToken", m -> m.floats(2, 3).firstToken(m.integers(2, 3))),
        of("diagonal", m -> m.floats(2, 3).diagonal()),
        of("diagonalMask", m -> m.floats(2).diagonalMask()));
  }

  private static Refusal attention(
      String name,
      Function<Maker, Tensor> queries,
      BiFunction<Maker, long[], Tensor> keys,
      long @Nullable [] bias) {
    long[] sizes = {1, 1, 3, 2};
    return of(
        name,
        m ->
            queries
                .apply(m)
                .attention(
                    keys.apply(m, sizes),
                    keys.apply(m, sizes),
                    bias == null ? null : m.floats(bias),
                    1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void areTheSame(Refusal refusal) {
    var graph = new OnnxGraph("refused");
    var inputs = new AtomicInteger();
    Maker traced =
        (dtype, sizes) -> graph.input("input" + inputs.incrementAndGet(), dtype, Shape.of(sizes));
    var recorded = catchThrowable(() -> refusal.call.accept(traced));
    try (var scope = Scope.open("refused")) {
      Maker computed = (dtype, sizes) -> Torch.zeros(sizes).cast(dtype);
      assertThatThrownBy(() -> refusal.call.accept(computed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(" failed: ")
          .hasMessage(recorded.getMessage());
      assertThat(recorded).isInstanceOf(IllegalArgumentException.class);
      assertThat(scope).isNotNull();
    }
  }

  @Test
  void typesMeetAsInPyTorch() {
    for (DType one : DType.values()) {
      for (DType other : DType.values()) {
        ScalarType common = torch.promoteTypes(Natives.type(one), Natives.type(other)).intern();
        if (common == ScalarType.Short) { // which there is not
          assertThatThrownBy(() -> one.meeting(other)).hasMessageContaining("16-bit integers");
        } else {
          assertThat(one.meeting(other))
              .as("%s and %s", one, other)
              .isEqualTo(Natives.dtype(common));
        }
      }
    }
  }
}
