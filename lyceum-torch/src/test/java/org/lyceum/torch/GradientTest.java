// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.torch.GradientCheck.anywhere;
import static org.lyceum.torch.GradientCheck.positive;
import static org.lyceum.torch.GradientCheck.shape;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.RmsNorm;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.GradientCheck.Case;

/** Every differentiable operation has the gradient that finite differences say. */
class GradientTest {
  /** What says yes or no, depends on shapes alone, or lets no gradient through. */
  private static final Set<String> WITHOUT_GRADIENT =
      Set.of("eq", "gt", "not", "and", "or", "positionsLike", "diagonalMask", "constant", "detach");

  private static final Shape A = shape(3, 4);
  private static final Shape STATES = shape(2, 3, 4);
  private static final Shape HEADS = shape(2, 2, 3, 2);

  @ParameterizedTest
  @MethodSource({
    "arithmetic",
    "functions",
    "reductions",
    "algebra",
    "shapes",
    "lookups",
    "attentions",
    "layers"
  })
  void isWhatFiniteDifferencesSay(Case one) {
    new GradientCheck(one).run();
  }

  /** The first word of a case is the operation. */
  @Test
  void isCheckedForEveryOperation() {
    var checked =
        Stream.of(
                arithmetic(),
                functions(),
                reductions(),
                algebra(),
                shapes(),
                lookups(),
                attentions())
            .flatMap(cases -> cases)
            .map(one -> one.name().replaceFirst(" .*", ""))
            .collect(Collectors.toSet());
    var operations =
        Arrays.stream(Tensor.class.getDeclaredMethods())
            .filter(GradientTest::givesTensors)
            .map(Method::getName)
            .filter(name -> !WITHOUT_GRADIENT.contains(name))
            .collect(Collectors.toSet());
    assertThat(checked).containsExactlyInAnyOrderElementsOf(operations);
  }

  private static boolean givesTensors(Method method) {
    return !Modifier.isStatic(method.getModifiers())
        && (method.getReturnType() == Tensor.class || method.getReturnType() == List.class);
  }

  static Stream<Case> arithmetic() {
    return Stream.of(
        anywhere("add", x -> x.get(0).add(x.get(1)), A, A),
        anywhere("add broadcast", x -> x.get(0).add(x.get(1)), A, shape(4)),
        anywhere("add column", x -> x.get(0).add(x.get(1)), A, shape(3, 1)),
        anywhere("sub", x -> x.get(0).sub(x.get(1)), A, shape(1, 4)),
        anywhere("mul", x -> x.get(0).mul(x.get(1)), A, shape(4)),
        positive("div", x -> x.get(0).div(x.get(1)), A, shape(4)),
        anywhere("maximum", x -> x.get(0).maximum(x.get(1)), A, A),
        anywhere("minimum", x -> x.get(0).minimum(x.get(1)), A, A),
        anywhere("add number", x -> x.get(0).add(2), A),
        anywhere("sub number", x -> x.get(0).sub(2), A),
        anywhere("mul number", x -> x.get(0).mul(-3), A),
        anywhere("div number", x -> x.get(0).div(4), A),
        anywhere("pow square", x -> x.get(0).pow(2), A),
        positive("pow", x -> x.get(0).pow(-1.5), A),
        anywhere("neg", x -> x.get(0).neg(), A));
  }

  static Stream<Case> functions() {
    return Stream.of(
        anywhere("exp", x -> x.get(0).exp(), A),
        positive("log", x -> x.get(0).log(), A),
        positive("log1p", x -> x.get(0).log1p(), A),
        positive("sqrt", x -> x.get(0).sqrt(), A),
        anywhere("abs", x -> x.get(0).abs(), A),
        anywhere("tanh", x -> x.get(0).tanh(), A),
        anywhere("cos", x -> x.get(0).cos(), A),
        anywhere("sin", x -> x.get(0).sin(), A),
        anywhere("sigmoid", x -> x.get(0).sigmoid(), A),
        anywhere("relu", x -> x.get(0).relu(), A),
        anywhere("gelu", x -> x.get(0).gelu(), A),
        anywhere("geluTanh", x -> x.get(0).geluTanh(), A),
        anywhere("silu", x -> x.get(0).silu(), A),
        anywhere("clampMin", x -> x.get(0).clampMin(0.25), A),
        anywhere("maskedFill", x -> x.get(0).maskedFill(x.get(0).detach().gt(0), -5), A),
        anywhere("cast", x -> x.get(0).cast(DType.F64).mul(x.get(0)), A));
  }

  static Stream<Case> reductions() {
    return Stream.of(
        anywhere("sum", x -> x.get(0).sum(), A),
        anywhere("mean", x -> x.get(0).mean(), A),
        anywhere("sum rows", x -> x.get(0).sum(0, false), A),
        anywhere("sum keep", x -> x.get(0).sum(-1, true), A),
        anywhere("mean rows", x -> x.get(0).mean(0, true), A),
        anywhere("mean last", x -> x.get(0).mean(-1, false), A),
        anywhere("max", x -> x.get(0).max(1, false), A),
        anywhere("logSumExp", x -> x.get(0).logSumExp(1, false), A),
        anywhere("softmax", x -> x.get(0).softmax(-1), A),
        anywhere("softmax first", x -> x.get(0).softmax(0), A),
        anywhere("logSoftmax", x -> x.get(0).logSoftmax(-1), A),
        anywhere("normalize", x -> x.get(0).normalize(), A),
        anywhere("cumsum", x -> x.get(0).cumsum(1), A));
  }

  static Stream<Case> algebra() {
    return Stream.of(
        anywhere("matmul", x -> x.get(0).matmul(x.get(1)), A, shape(4, 2)),
        anywhere("matmul batch", x -> x.get(0).matmul(x.get(1)), STATES, shape(2, 4, 3)),
        anywhere("matmul stretched", x -> x.get(0).matmul(x.get(1)), STATES, shape(4, 3)),
        anywhere("linear", x -> x.get(0).linear(x.get(1), x.get(2)), STATES, shape(5, 4), shape(5)),
        anywhere("linear plain", x -> x.get(0).linear(x.get(1), null), A, shape(2, 4)),
        anywhere("linear row", x -> x.get(0).linear(x.get(1), null), shape(4), shape(2, 4)),
        anywhere(
            "layerNorm",
            x -> x.get(0).layerNorm(x.get(1), x.get(2), 1e-5),
            STATES,
            shape(4),
            shape(4)),
        anywhere("layerNorm plain", x -> x.get(0).layerNorm(x.get(1), null, 1e-5), A, shape(4)));
  }

  static Stream<Case> shapes() {
    return Stream.of(
        anywhere("reshape", x -> x.get(0).reshape(2, -1), A),
        anywhere("transpose", x -> x.get(0).transpose(), A),
        anywhere("transpose named", x -> x.get(0).transpose(0, 2), STATES),
        anywhere("unsqueeze", x -> x.get(0).unsqueeze(-1), A),
        anywhere("squeeze", x -> x.get(0).squeeze(1), shape(3, 1, 2)),
        anywhere("narrow", x -> x.get(0).narrow(1, 1, 2), A),
        anywhere("split", x -> x.get(0).split(1, 1, 3).get(1), A),
        anywhere("narrow from end", x -> x.get(0).narrow(0, -2, 2), A),
        anywhere("select", x -> x.get(0).select(0, -1), A),
        anywhere("concat", x -> x.get(0).concat(List.of(x.get(1), x.get(0)), 0), A, shape(1, 4)),
        anywhere("splitHeads", x -> x.get(0).splitHeads(2), STATES),
        anywhere("mergeHeads", x -> x.get(0).mergeHeads(), HEADS),
        anywhere("repeatHeads", x -> x.get(0).repeatHeads(3), HEADS));
  }

  static Stream<Case> lookups() {
    return Stream.of(
        anywhere("rows", x -> x.get(0).rows(longs(new long[] {2, 0, 2, 1}, 2, 2)), A),
        anywhere("gather", x -> x.get(0).gather(1, longs(new long[] {3, 0, 0, 1, 1, 2}, 3, 2)), A),
        anywhere("lastToken", x -> x.get(0).lastToken(mask()), STATES),
        anywhere("firstToken", x -> x.get(0).firstToken(mask()), STATES),
        anywhere("diagonal", x -> x.get(0).diagonal(), shape(3, 3)));
  }

  static Stream<Case> attentions() {
    return Stream.of(
        anywhere(
            "attention",
            x -> x.get(0).attention(x.get(1), x.get(2), null, 0.7),
            HEADS,
            HEADS,
            HEADS),
        anywhere(
            "attention to others",
            x -> x.get(0).attention(x.get(1), x.get(2), null, 0.7),
            HEADS,
            shape(2, 2, 5, 2),
            shape(2, 2, 5, 2)),
        anywhere(
            "attention masked",
            x -> x.get(0).attention(x.get(1), x.get(2), closed(), 0.7),
            HEADS,
            HEADS,
            HEADS),
        anywhere(
            "attention biased",
            x -> x.get(0).attention(x.get(1), x.get(2), x.get(3), 0.7),
            HEADS,
            HEADS,
            HEADS,
            shape(1, 2, 3, 3)));
  }

  static Stream<Case> layers() {
    return Stream.of(
        anywhere(
            "Linear",
            x -> new Linear(x.get(1), x.get(2)).apply(x.get(0)),
            A,
            shape(2, 4),
            shape(2)),
        anywhere(
            "LayerNorm",
            x -> new LayerNorm(x.get(1), x.get(2), 1e-12).apply(x.get(0)),
            A,
            shape(4),
            shape(4)),
        anywhere("RmsNorm", x -> new RmsNorm(x.get(1), 0, 1e-6).apply(x.get(0)), A, shape(4)),
        anywhere(
            "RmsNorm shifted",
            x -> new RmsNorm(x.get(1), 1, 1e-6).apply(x.get(0)),
            STATES,
            shape(4)));
  }

  private static Tensor longs(long[] values, long... sizes) {
    return Torch.tensor(values, sizes);
  }

  private static Tensor mask() {
    return Torch.tensor(new long[] {1, 1, 0, 0, 1, 1}, 2, 3);
  }

  /** Closes the last token of the first text and the first of the second. */
  private static Tensor closed() {
    return mask().unsqueeze(1).unsqueeze(1).cast(DType.F64).sub(1).mul(1e30);
  }
}
