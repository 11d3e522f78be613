// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

class TorchTensorTest {
  private Scope scope = Scope.open("test");

  @BeforeEach
  void open() {
    scope.close();
    scope = Scope.open("test");
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor range(long... sizes) {
    float[] values = new float[(int) Shape.of(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Torch.tensor(values, sizes);
  }

  private static Tensor row(float... values) {
    return Torch.tensor(values, values.length);
  }

  // ---- values -------------------------------------------------------------------------------

  @Test
  void computes() {
    assertThat(row(1, 2).add(row(3, 5)).floats()).containsExactly(4, 7);
    assertThat(row(1, 2).sub(row(3, 5)).floats()).containsExactly(-2, -3);
    assertThat(row(1, 2).mul(row(3, 5)).floats()).containsExactly(3, 10);
    assertThat(row(1, 2).div(row(4, 4)).floats()).containsExactly(0.25f, 0.5f);
    assertThat(row(1, 5).maximum(row(3, 2)).floats()).containsExactly(3, 5);
    assertThat(row(1, 5).minimum(row(3, 2)).floats()).containsExactly(1, 2);
    assertThat(row(1, 2).add(3).sub(1).mul(2).div(4).floats()).containsExactly(1.5f, 2);
    assertThat(row(-1, 2).clampMin(0.5).floats()).containsExactly(0.5f, 2);
    assertThat(row(1, 2).neg().abs().pow(2).floats()).containsExactly(1, 4);
  }

  @Test
  void knowsTheFunctions() {
    assertThat(row(1).gelu().item()).isCloseTo(0.8413447, within(1e-6)); // the normal integral
    assertThat(row(1).geluTanh().item()).isCloseTo(0.8411920, within(1e-6));
    assertThat(row(1).silu().item()).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-6));
    assertThat(row(1).sigmoid().item()).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-6));
    assertThat(row(1).tanh().item()).isCloseTo(Math.tanh(1), within(1e-6));
    assertThat(row(1).log1p().item()).isCloseTo(Math.log(2), within(1e-6));
    assertThat(row(-1, 1).relu().floats()).containsExactly(0, 1);
  }

  @Test
  void comparesAndChooses() {
    assertThat(row(1, 2).eq(row(1, 3)).longs()).containsExactly(1, 0);
    assertThat(row(1, 4).gt(row(1, 3)).longs()).containsExactly(0, 1);
    assertThat(row(1, 2).gt(1).or(row(1, 2).eq(1)).not().longs()).containsExactly(0, 0);
    assertThat(row(1, 2).gt(1).and(row(1, 2).eq(2)).longs()).containsExactly(0, 1);
    assertThat(row(1, 2).maskedFill(row(0, 1).gt(0), Double.NEGATIVE_INFINITY).floats())
        .containsExactly(1, Float.NEGATIVE_INFINITY);
  }

  @Test
  void reduces() {
    var x = range(2, 3); // 0 1 2 / 3 4 5
    assertThat(x.sum().item()).isEqualTo(15);
    assertThat(x.mean().item()).isEqualTo(2.5);
    assertThat(x.sum(0, false).floats()).containsExactly(3, 5, 7);
    assertThat(x.mean(-1, true).shape()).isEqualTo(Shape.of(2, 1));
    assertThat(x.mean(-1, true).floats()).containsExactly(1, 4);
    assertThat(x.max(1, false).floats()).containsExactly(2, 5);
    assertThat(row(0, 0).logSumExp(0, false).item()).isCloseTo(Math.log(2), within(1e-6));
    assertThat(row(1000, 1000).logSumExp(0, false).item())
        .isCloseTo(1000 + Math.log(2), within(1e-3));
    assertThat(row(0, 0).softmax(0).floats()).containsExactly(0.5f, 0.5f);
    assertThat(row(0, 0).logSoftmax(0).floats()[0]).isCloseTo((float) -Math.log(2), within(1e-6f));
    assertThat(row(3, 4).normalize().floats())
        .containsExactly(new float[] {.6f, .8f}, within(1e-6f));
    assertThat(row(0, 0).normalize().floats()).containsExactly(0, 0);
    assertThat(x.cumsum(1).floats()).containsExactly(0, 1, 3, 3, 7, 12);
  }

  @Test
  void sharesTheGradientOfEqualMaxima() {
    var leaf = Torch.requireGradient(row(2, 1, 2));
    Torch.backward(leaf.max(0, false));
    var gradient = Torch.gradient(leaf);
    assertThat(gradient).isNotNull();
    assertThat(gradient.floats()).containsExactly(0.5f, 0, 0.5f);
  }

  @Test
  void multipliesMatrices() {
    assertThat(range(2, 3).matmul(range(3, 1)).floats()).containsExactly(5, 14);
    assertThat(range(2, 3).linear(range(1, 3), row(10)).floats()).containsExactly(15, 24);
    assertThat(range(2, 2, 3).matmul(range(3, 4)).shape()).isEqualTo(Shape.of(2, 2, 4));
  }

  @Test
  void attendsEquallyWhereQueriesAreZero() {
    // softmax of zeros is 1/3 each; the bias that closes the last token leaves 1/2 each
    var zero = Torch.zeros(1, 1, 3, 1);
    var values = Torch.tensor(new float[] {1, 2, 6}, 1, 1, 3, 1);
    assertThat(zero.attention(zero, values, null, 1).floats())
        .containsExactly(new float[] {3, 3, 3}, within(1e-6f));
    var closed = Torch.tensor(new float[] {0, 0, Float.NEGATIVE_INFINITY}, 1, 1, 1, 3);
    assertThat(zero.attention(zero, values, closed, 1).floats())
        .containsExactly(new float[] {1.5f, 1.5f, 1.5f}, within(1e-6f));
  }

  @Test
  void attendsAsItsDefinition() {
    var q = range(2, 2, 3, 4).mul(0.1);
    var k = range(2, 2, 5, 4).mul(-0.05);
    var v = range(2, 2, 5, 4);
    var bias = Torch.tensor(new float[] {0, 0, -1e9f, 0, 0, 0, -1, 0, 0, -1e9f}, 2, 1, 1, 5);
    var scores = q.matmul(k.transpose()).mul(0.5).add(bias);
    var expected = scores.softmax(-1).matmul(v);
    assertThat(q.attention(k, v, bias, 0.5).floats())
        .containsExactly(expected.floats(), within(1e-4f));
  }

  @Test
  void changesShape() {
    var x = range(2, 3);
    assertThat(x.reshape(3, -1).shape()).isEqualTo(Shape.of(3, 2));
    assertThat(x.transpose().floats()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(x.unsqueeze(0).squeeze(0).shape()).isEqualTo(x.shape());
    assertThat(x.unsqueeze(-1).shape()).isEqualTo(Shape.of(2, 3, 1));
    assertThat(x.narrow(1, -2, 2).floats()).containsExactly(1, 2, 4, 5);
    assertThat(x.select(1, -1).floats()).containsExactly(2, 5);
    assertThat(Tensor.concatenate(List.of(x, x.add(6)), 1).floats())
        .containsExactly(0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11);
  }

  @Test
  void splitsHeadsAndMergesThemBack() {
    var x = range(2, 3, 4);
    var split = x.splitHeads(2);
    assertThat(split.shape()).isEqualTo(Shape.of(2, 2, 3, 2));
    // first text, second head: the last two numbers of each of its three tokens
    assertThat(split.select(0, 0).select(0, 1).floats()).containsExactly(2, 3, 6, 7, 10, 11);
    assertThat(split.mergeHeads().floats()).containsExactly(x.floats());
  }

  @Test
  void looksUp() {
    var ids = Torch.tensor(new long[] {1, 0, 1}, 3);
    assertThat(range(2, 2).rows(ids).floats()).containsExactly(2, 3, 0, 1, 2, 3);
    var index = Torch.tensor(new long[] {1, 0}, 2, 1);
    assertThat(range(2, 2).gather(1, index).floats()).containsExactly(1, 2);
    assertThat(range(2, 3).positionsLike().longs()).containsExactly(0, 1, 2);
    assertThat(range(2, 3).positionsLike().shape()).isEqualTo(Shape.of(1, 3));
    assertThat(range(2, 2).diagonal().floats()).containsExactly(0, 3);
    assertThat(range(2, 3).diagonalMask().longs()).containsExactly(1, 0, 0, 0, 1, 0);
  }

  @Test
  void findsTheEndsOfATextWhateverTheSideOfThePadding() {
    var states = range(3, 3, 1); // 0 1 2 / 3 4 5 / 6 7 8
    var mask = Torch.tensor(new long[] {1, 1, 0, 0, 0, 1, 1, 1, 1}, 3, 3);
    assertThat(states.lastToken(mask).floats()).containsExactly(1, 5, 8);
    assertThat(states.firstToken(mask).floats()).containsExactly(0, 5, 6);
    assertThat(states.lastToken(mask.cast(DType.F32)).floats()).containsExactly(1, 5, 8);
    assertThat(states.firstToken(mask.gt(0)).floats()).containsExactly(0, 5, 6);
  }

  @Test
  void keepsWholeNumbersWhole() {
    var ids = Torch.tensor(new long[] {1, 2}, 2);
    assertThat(ids.add(1).mul(3).dtype()).isEqualTo(DType.I64);
    assertThat(ids.cumsum(0).add(1).longs()).containsExactly(2, 4);
    assertThat(ids.mul(0.5).dtype()).isEqualTo(DType.F32);
    assertThat(ids.cast(DType.F64).dtype()).isEqualTo(DType.F64);
  }

  // ---- laws ---------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({"'2,3','3'", "'2,3','1,3'", "'2,1','1,3'", "'4,1,3','2,1'", "'',''", "'2','' "})
  void broadcastsAsShapesDo(String left, String right) {
    var a = range(sizes(left)).add(1);
    var b = range(sizes(right)).add(2);
    var shape = a.shape().broadcast(b.shape(), "test");
    assertThat(a.add(b).shape()).isEqualTo(shape);
    assertThat(a.add(b).floats()).containsExactly(b.add(a).floats());
    assertThat(a.mul(b).floats()).containsExactly(b.mul(a).floats());
    assertThat(a.sub(b).floats()).containsExactly(b.mul(-1).add(a).floats());
    assertThat(a.maximum(b).floats()).containsExactly(b.maximum(a).floats());
  }

  private static long[] sizes(String text) {
    return text.isBlank()
        ? new long[0]
        : java.util.Arrays.stream(text.strip().split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  // ---- refusals -----------------------------------------------------------------------------

  @Test
  void namesTheOperationAndBothShapes() {
    refuses(() -> range(2, 3).add(range(2)), "add: shapes (2, 3) and (2) do not broadcast");
    refuses(() -> range(2, 3).matmul(range(2, 3)), "matmul: shapes (2, 3) and (2, 3) do not fit");
    refuses(
        () -> range(2, 2, 3).matmul(range(3, 3, 2)), "matmul: shapes (2) and (3) do not broadcast");
    refuses(
        () -> range(2, 3).linear(range(3, 2), null), "linear: shapes (2, 3) and (3, 2) do not fit");
    refuses(
        () -> range(2, 3).linear(range(4, 3), range(3)),
        "linear: the bias must have shape (4), got (3)");
    refuses(
        () -> range(2, 3).layerNorm(range(2), null, 1e-5),
        "layerNorm: the weight must have shape (3), got (2)");
    refuses(
        () -> range(2, 2).maskedFill(range(2, 2, 2).gt(0), 0),
        "maskedFill: the mask (2, 2, 2) does not stretch to (2, 2)");
    refuses(
        () -> range(1, 1, 2, 2).attention(range(1, 1, 3, 3), range(1, 1, 3, 2), null, 1),
        "attention: queries (1, 1, 2, 2), keys (1, 1, 3, 3) and values (1, 1, 3, 2) do not fit");
    refuses(
        () ->
            range(1, 1, 2, 2).attention(range(1, 1, 3, 2), range(1, 1, 3, 2), range(1, 1, 2, 2), 1),
        "attention: shapes (1, 1, 2, 3) and (1, 1, 2, 2) do not broadcast");
    refuses(
        () -> range(2, 3).concat(List.of(range(3, 2)), 0),
        "concat: shapes (2, 3) and (3, 2) must be equal but for dimension 0");
    refuses(
        () -> range(2, 3, 1).lastToken(range(3, 2)), "lastToken: states (2, 3, 1) and mask (3, 2)");
  }

  @Test
  void namesTheDimensionThatDoesNotExist() {
    refuses(() -> range(2, 3).sum(2, false), "sum: dimension 2 does not exist in shape (2, 3)");
    refuses(() -> range(2, 3).softmax(-3), "softmax: dimension -3 does not exist in shape (2, 3)");
    refuses(() -> range(2, 3).squeeze(0), "squeeze: dimension 0 of shape (2, 3) must have size 1");
    refuses(() -> range(2, 3).select(1, 3), "select: index 3 does not exist in dimension 1");
    refuses(() -> range(2, 3).narrow(1, 2, 2), "narrow: 2 from index 2 does not lie within");
    refuses(() -> range(2, 3).reshape(4, -1), "reshape: shape (2, 3) has 6 elements and does not");
    refuses(() -> range(2, 3).diagonal(), "diagonal: wants a square matrix, got shape (2, 3)");
    refuses(() -> range(1, 2, 3).splitHeads(2), "splitHeads: heads must divide the width, got 2");
    refuses(() -> range(2, 3).mergeHeads(), "mergeHeads: wants 4 dimensions, got shape (2, 3)");
  }

  @Test
  void namesTheTypeThatIsWrong() {
    refuses(() -> range(2).not(), "not: wants BOOL, got F32 of shape (2)");
    refuses(() -> range(2, 2).rows(range(2)), "rows: wants I64, got F32 of shape (2)");
    refuses(
        () -> range(2, 2).matmul(range(2, 2).cast(DType.F64)),
        "matmul: types must be the same, got F32 of shape (2, 2) and F64 of shape (2, 2)");
  }

  @Test
  void putsNativeFailuresIntoOneLine() {
    var wrong = Torch.tensor(new long[] {5}, 1);
    assertThatThrownBy(() -> range(2, 2).rows(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows of F32(2, 2), I64(1) failed: index out of range in self");
  }

  @Test
  void saysThatItemWantsOneElement() {
    assertThatThrownBy(() -> range(2).item())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("item: wants exactly one element, got shape (2)");
  }

  private static void refuses(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
