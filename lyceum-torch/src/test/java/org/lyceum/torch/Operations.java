// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.lyceum.torch.Operation.large;
import static org.lyceum.torch.Operation.op;
import static org.lyceum.torch.Operation.positive;
import static org.lyceum.torch.Operation.real;
import static org.lyceum.torch.Operation.truth;
import static org.lyceum.torch.Operation.whole;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/** Every operation of {@link Tensor}, with inputs for which it is of interest. */
final class Operations {
  private Operations() {}

  static Stream<Operation> all() {
    return Stream.of(
            arithmetic(), functions(), choices(), reductions(), algebra(), shapes(), lookUps())
        .flatMap(List::stream);
  }

  private static Operation unary(String name, Function<Tensor, Tensor> call) {
    return op(name + "()", in -> call.apply(in.getFirst()), real("B T 5"));
  }

  private static List<Operation> arithmetic() {
    String two = "(Tensor)";
    return List.of(
        op("add" + two, in -> in.get(0).add(in.get(1)), real("B T 5"), real("5")),
        op("add" + two, in -> in.get(0).add(in.get(1)), real("B 1"), real("1 T")),
        op("add" + two, in -> in.get(0).add(in.get(1)), real("B T"), whole("B T", 9)),
        op("sub" + two, in -> in.get(0).sub(in.get(1)), real("B T 5"), real("B 1 5")),
        op("mul" + two, in -> in.get(0).mul(in.get(1)), real("B T 5"), real("B T 1")),
        op("mul" + two, in -> in.get(0).mul(in.get(1)), whole("B T", 9), truth("T")),
        op("div" + two, in -> in.get(0).div(in.get(1)), real("B T 5"), positive("5")),
        op("div" + two, in -> in.get(0).div(in.get(1).add(1)), whole("B T", 9), whole("B T", 9)),
        op("maximum" + two, in -> in.get(0).maximum(in.get(1)), real("B T"), real("T")),
        op("minimum" + two, in -> in.get(0).minimum(in.get(1)), real("B T"), real("T")),
        op("add(double)", in -> in.getFirst().add(0.1), real("B T")),
        op("add(double)", in -> in.getFirst().add(0), real("B T")),
        op("add(double)", in -> in.getFirst().add(2), whole("B T", 9)),
        op("add(double)", in -> in.getFirst().add(0.5), whole("B T", 9)),
        op("add(double)", in -> in.getFirst().add(1), truth("B T")),
        op("mul(double)", in -> in.getFirst().mul(1), truth("B T")),
        op("mul(double)", in -> in.getFirst().mul(0.25), truth("B T")),
        op("sub(double)", in -> in.getFirst().sub(0.1), real("B T")),
        op("sub(double)", in -> in.getFirst().sub(3), whole("B T", 9)),
        op("mul(double)", in -> in.getFirst().mul(-0.3), real("B T")),
        op("mul(double)", in -> in.getFirst().mul(3), whole("B T", 9)),
        op("div(double)", in -> in.getFirst().div(7), real("B T")),
        op("div(double)", in -> in.getFirst().div(7), whole("B T", 9)),
        op("pow(double)", in -> in.getFirst().pow(3), real("B T")),
        op("pow(double)", in -> in.getFirst().pow(2), whole("B T", 9)),
        op("pow(double)", in -> in.getFirst().pow(-0.5), positive("B T")),
        unary("neg", Tensor::neg),
        op("neg()", in -> in.getFirst().neg(), whole("B T", 9)));
  }

  private static List<Operation> functions() {
    return List.of(
        unary("exp", Tensor::exp),
        op("exp()", in -> in.getFirst().exp(), whole("B T", 5)),
        op("log()", in -> in.getFirst().log(), positive("B T")),
        op("log1p()", in -> in.getFirst().log1p(), positive("B T")),
        op("sqrt()", in -> in.getFirst().sqrt(), positive("B T")),
        unary("abs", Tensor::abs),
        op("abs()", in -> in.getFirst().sub(4).abs(), whole("B T", 9)),
        unary("tanh", Tensor::tanh),
        unary("cos", Tensor::cos),
        op("cos()", in -> in.getFirst().cos(), whole("B T", 5)),
        unary("sin", Tensor::sin),
        unary("sigmoid", Tensor::sigmoid),
        unary("relu", Tensor::relu),
        op("relu()", in -> in.getFirst().sub(4).relu(), whole("B T", 9)),
        unary("gelu", Tensor::gelu),
        unary("geluTanh", Tensor::geluTanh),
        unary("silu", Tensor::silu),
        op("clampMin(double)", in -> in.getFirst().clampMin(0.5), real("B T")),
        op("clampMin(double)", in -> in.getFirst().clampMin(4), whole("B T", 9)));
  }

  private static List<Operation> choices() {
    return List.of(
        op("eq(Tensor)", in -> in.get(0).eq(in.get(1)), whole("B T", 3), whole("T", 3)),
        op("eq(Tensor)", in -> in.get(0).eq(in.get(1)), truth("B T"), truth("T")),
        op("gt(Tensor)", in -> in.get(0).gt(in.get(1)), real("B T"), real("B 1")),
        op("eq(double)", in -> in.getFirst().eq(2), whole("B T", 4)),
        op("gt(double)", in -> in.getFirst().gt(0.25), real("B T")),
        op("gt(double)", in -> in.getFirst().gt(1.5), whole("B T", 4)),
        op("gt(double)", in -> in.getFirst().gt(0), truth("B T")),
        op("gt(double)", in -> in.getFirst().gt(2), whole("B T", 4)),
        op("not()", in -> in.getFirst().not(), truth("B T")),
        op("and(Tensor)", in -> in.get(0).and(in.get(1)), truth("B T"), truth("B 1")),
        op("or(Tensor)", in -> in.get(0).or(in.get(1)), truth("B T"), truth("B 1")),
        op(
            "maskedFill(Tensor, double)",
            in -> in.get(0).maskedFill(in.get(1), -1e9),
            real("B 2 T T"),
            truth("B 1 1 T")),
        op(
            "maskedFill(Tensor, double)",
            in -> in.get(0).maskedFill(in.get(1), Double.NEGATIVE_INFINITY),
            real("B T"),
            truth("T")),
        op(
            "maskedFill(Tensor, double)",
            in -> in.get(0).maskedFill(in.get(1), 7),
            whole("B T", 9),
            truth("B T")));
  }

  private static List<Operation> reductions() {
    return List.of(
        unary("sum", Tensor::sum),
        op("sum()", in -> in.getFirst().sum(), truth("B T")),
        unary("mean", Tensor::mean),
        op("sum(int, boolean)", in -> in.getFirst().sum(-1, true), real("B T 5")),
        op("sum(int, boolean)", in -> in.getFirst().sum(1, false), real("B T 5")),
        op("sum(int, boolean)", in -> in.getFirst().sum(1, false), whole("B T", 9)),
        op("mean(int, boolean)", in -> in.getFirst().mean(1, true), real("B T 5")),
        op("mean(int, boolean)", in -> in.getFirst().mean(-1, false), real("B T 5")),
        op("max(int, boolean)", in -> in.getFirst().max(1, true), real("B T 5")),
        op("max(int, boolean)", in -> in.getFirst().max(-2, false), real("B T 5")),
        op("max(int, boolean)", in -> in.getFirst().max(1, false), whole("B T", 9)),
        op("logSumExp(int, boolean)", in -> in.getFirst().logSumExp(-1, false), real("B T 5")),
        op("logSumExp(int, boolean)", in -> in.getFirst().logSumExp(1, true), large("B T 5")),
        op("softmax(int)", in -> in.getFirst().softmax(-1), real("B T 5")),
        op("softmax(int)", in -> in.getFirst().softmax(1), large("B T 5")),
        op("logSoftmax(int)", in -> in.getFirst().logSoftmax(1), real("B T")),
        op("logSoftmax(int)", in -> in.getFirst().logSoftmax(0), large("B T")),
        unary("normalize", Tensor::normalize),
        op("normalize()", in -> in.getFirst().mul(0).normalize(), real("B T")));
  }

  private static List<Operation> algebra() {
    return List.of(
        op("matmul(Tensor)", in -> in.get(0).matmul(in.get(1)), real("B T 5"), real("5 3")),
        op("matmul(Tensor)", in -> in.get(0).matmul(in.get(1)), real("B 2 T 5"), real("1 2 5 S")),
        op(
            "linear(Tensor, Tensor)",
            in -> in.get(0).linear(in.get(1), in.get(2)),
            real("B T 5"),
            real("3 5"),
            real("3")),
        op(
            "linear(Tensor, Tensor)",
            in -> in.get(0).linear(in.get(1), null),
            real("B 5"),
            real("3 5")),
        op(
            "layerNorm(Tensor, Tensor, double)",
            in -> in.get(0).layerNorm(in.get(1), in.get(2), 1e-12),
            real("B T 5"),
            real("5"),
            real("5")),
        op(
            "layerNorm(Tensor, Tensor, double)",
            in -> in.get(0).layerNorm(in.get(1), null, 0.1),
            real("B T 5"),
            real("5")),
        op(
            "attention(Tensor, Tensor, Tensor, double)",
            in -> in.get(0).attention(in.get(1), in.get(2), null, 0.5),
            real("B 2 T 4"),
            real("B 2 S 4"),
            positive("B 2 S 4")),
        op(
            "attention(Tensor, Tensor, Tensor, double)",
            in -> in.get(0).attention(in.get(1), in.get(2), in.get(3), 0.5),
            real("B 2 T 4"),
            real("B 2 S 4"),
            positive("B 2 S 4"),
            real("B 1 1 S")));
  }

  private static List<Operation> shapes() {
    return List.of(
        op("reshape(long[])", in -> in.getFirst().reshape(-1, 10), real("B T 10")),
        op("reshape(long[])", in -> in.getFirst().reshape(4, 3), real("2 6")),
        op("reshape(long[])", in -> in.getFirst().reshape(2, -1), real("4 3")),
        op("transpose(int, int)", in -> in.getFirst().transpose(0, -1), real("B T 5")),
        unary("transpose", Tensor::transpose),
        op("unsqueeze(int)", in -> in.getFirst().unsqueeze(1), real("B T")),
        op("unsqueeze(int)", in -> in.getFirst().unsqueeze(-1), real("B T")),
        op("squeeze(int)", in -> in.getFirst().squeeze(-2), real("B 1 T")),
        op("narrow(int, long, long)", in -> in.getFirst().narrow(-1, 1, 3), real("B 5")),
        op("narrow(int, long, long)", in -> in.getFirst().narrow(-1, -2, 2), real("B 5")),
        op("narrow(int, long, long)", in -> in.getFirst().narrow(1, 1, 2), real("B T")),
        op("narrow(int, long, long)", in -> in.getFirst().narrow(1, -2, 2), real("B T")),
        op("narrow(int, long, long)", in -> in.getFirst().narrow(1, -3, 2), real("B T")),
        op(
            "split(int, long[])",
            in -> in.getFirst().split(-1, 2, 3).reversed().getFirst(),
            real("B T 5")),
        op("select(int, long)", in -> in.getFirst().select(1, 0), real("B T 5")),
        op("select(int, long)", in -> in.getFirst().select(1, -1), real("B T 5")),
        op(
            "concat(List, int)",
            in -> in.get(0).concat(List.of(in.get(1), in.get(0)), -1),
            real("B 5"),
            real("B 3")),
        op(
            "concat(List, int)",
            in -> in.get(0).concat(List.of(in.get(1)), 1),
            real("B T 2"),
            real("B S 2")),
        op("splitHeads(int)", in -> in.getFirst().splitHeads(3), real("B T 12")),
        op("repeatHeads(int)", in -> in.getFirst().repeatHeads(3), real("B 2 T 4")),
        op("repeatHeads(int)", in -> in.getFirst().repeatHeads(1), real("B 2 T 4")),
        op("mergeHeads()", in -> in.getFirst().mergeHeads(), real("B 3 T 4")));
  }

  private static List<Operation> lookUps() {
    return List.of(
        op("rows(Tensor)", in -> in.get(0).rows(in.get(1)), real("7 4"), whole("B T", 7)),
        op("rows(Tensor)", in -> in.get(0).rows(in.get(1)), real("7 4"), whole("B", 7)),
        op(
            "gather(int, Tensor)",
            in -> in.get(0).gather(1, in.get(1)),
            real("B 6"),
            whole("B 2", 6)),
        op("positionsLike()", in -> in.getFirst().positionsLike(), whole("B T", 7)),
        op("cumsum(int)", in -> in.getFirst().cumsum(1), whole("B T", 7)),
        op("cumsum(int)", in -> in.getFirst().cumsum(-1), real("B T")),
        op(
            "lastToken(Tensor)",
            in -> in.get(0).lastToken(in.get(1)),
            real("B T 5"),
            whole("B T", 2)),
        op("lastToken(Tensor)", in -> in.get(0).lastToken(in.get(1)), real("B T 5"), truth("B T")),
        op(
            "lastToken(Tensor)",
            in -> in.get(0).lastToken(in.get(1)),
            real("B T 5"),
            whole("B T", 1)),
        op(
            "firstToken(Tensor)",
            in -> in.get(0).firstToken(in.get(1)),
            real("B T 5"),
            whole("B T", 2)),
        op(
            "firstToken(Tensor)",
            in -> in.get(0).firstToken(in.get(1)),
            real("B T 5"),
            whole("B T", 1)),
        op(
            "constant(double[], long[])",
            in -> in.getFirst().mul(in.getFirst().constant(new double[] {1, 2, 3}, 1, 3)),
            real("B 3")),
        op("diagonal()", in -> in.getFirst().diagonal(), real("B B")),
        op("diagonalMask()", in -> in.getFirst().diagonalMask(), real("B T")),
        op("cast(DType)", in -> in.getFirst().cast(DType.F32), whole("B T", 3)),
        op("cast(DType)", in -> in.getFirst().cast(DType.BOOL), whole("B T", 3)),
        op("cast(DType)", in -> in.getFirst().cast(DType.I64), real("B T")),
        op("cast(DType)", in -> in.getFirst().cast(DType.F64), real("B T")),
        unary("detach", Tensor::detach));
  }
}
