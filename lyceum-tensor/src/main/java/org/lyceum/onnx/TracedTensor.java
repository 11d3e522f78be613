// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import static org.lyceum.tensor.TensorChecks.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.tensor.TensorChecks;

/**
 * A value of a graph that is being recorded: has a shape and a type, but no elements. Each method
 * checks, then records one node; what needs more than a few stands in {@link TracedPieces}.
 */
final class TracedTensor implements Tensor {
  private final Recorder recorder;
  private final String value;
  private final Shape shape;
  private final DType dtype;
  private final @Nullable String parameter;

  TracedTensor(Recorder recorder, String value, Shape shape, DType dtype) {
    this(recorder, value, shape, dtype, null);
  }

  private TracedTensor(
      Recorder recorder, String value, Shape shape, DType dtype, @Nullable String parameter) {
    this.recorder = recorder;
    this.value = value;
    this.shape = shape;
    this.dtype = dtype;
    this.parameter = parameter;
  }

  static TracedTensor parameter(Recorder recorder, String name, Shape shape, DType dtype) {
    return new TracedTensor(recorder, name, shape, dtype, name);
  }

  Recorder recorder() {
    return recorder;
  }

  /** {@return the name of the value in the graph} */
  String value() {
    return value;
  }

  /** {@return the name of the parameter that this is, or null} */
  @Nullable String parameter() {
    return parameter;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  // ---- recording ----------------------------------------------------------------------------

  TracedTensor of(String operation, Tensor other) {
    if (other instanceof TracedTensor traced && traced.recorder == recorder) {
      return traced;
    }
    throw refusal(
        operation,
        "wants tensors of the same graph, got %s of shape %s and a %s of shape %s",
        getClass().getSimpleName(),
        shape,
        other.getClass().getSimpleName(),
        other.shape());
  }

  /** Records an operation on this and others; the result has a shape and a type. */
  TracedTensor node(
      String type, Map<String, Attribute> attributes, Result result, String... others) {
    var inputs = new ArrayList<String>();
    inputs.add(value);
    inputs.addAll(List.of(others));
    String output = recorder.record(type, attributes, inputs);
    return new TracedTensor(recorder, output, result.shape, result.dtype);
  }

  TracedTensor node(String type, Result result, String... others) {
    return node(type, Map.of(), result, others);
  }

  /** What an operation gives. */
  record Result(Shape shape, DType dtype) {}

  Result same() {
    return new Result(shape, dtype);
  }

  Result as(Shape other) {
    return new Result(other, dtype);
  }

  String number(double number) {
    return recorder.number(dtype, number);
  }

  private TracedTensor unary(String type) {
    return node(type, same());
  }

  /** Operations on fractions turn integers into F32, as PyTorch does. */
  TracedTensor fractions() {
    return dtype.isFloating() ? this : cast(DType.F32);
  }

  private TracedTensor binary(String operation, String type, Tensor other, @Nullable DType gives) {
    var right = of(operation, other);
    var common = TensorChecks.elementwise(operation, this, right);
    var result = shape.broadcast(right.shape, operation);
    var a = cast(common);
    return a.node(
        type, new Result(result, gives == null ? common : gives), right.cast(common).value);
  }

  private TracedTensor scalar(String type, double number) {
    var x = meeting(number);
    return x.node(type, x.same(), x.number(number));
  }

  private TracedTensor comparison(String type, double number) {
    var x = meeting(number);
    return x.node(type, new Result(shape, DType.BOOL), x.number(number));
  }

  /** A fraction turns integers into F32, a whole number turns truth values into I64. */
  private TracedTensor meeting(double number) {
    if (dtype.isFloating()) {
      return this;
    }
    boolean whole = number == Math.rint(number) && Double.isFinite(number);
    return whole ? dtype == DType.BOOL ? cast(DType.I64) : this : cast(DType.F32);
  }

  // ---- values -------------------------------------------------------------------------------

  private IllegalStateException noValues(String operation) {
    return new IllegalStateException(
        "%s: a traced tensor of shape %s has no elements; they exist when the graph runs"
            .formatted(operation, shape));
  }

  @Override
  public double item() {
    throw noValues("item");
  }

  @Override
  public float[] floats() {
    throw noValues("floats");
  }

  @Override
  public double[] doubles() {
    throw noValues("doubles");
  }

  @Override
  public long[] longs() {
    throw noValues("longs");
  }

  // ---- arithmetic ---------------------------------------------------------------------------

  @Override
  public Tensor add(Tensor other) {
    return binary("add", "Add", other, null);
  }

  @Override
  public Tensor sub(Tensor other) {
    return binary("sub", "Sub", other, null);
  }

  @Override
  public Tensor mul(Tensor other) {
    return binary("mul", "Mul", other, null);
  }

  @Override
  public Tensor div(Tensor other) {
    return fractions().binary("div", "Div", of("div", other).fractions(), null);
  }

  @Override
  public Tensor maximum(Tensor other) {
    return binary("maximum", "Max", other, null);
  }

  @Override
  public Tensor minimum(Tensor other) {
    return binary("minimum", "Min", other, null);
  }

  @Override
  public TracedTensor add(double number) {
    return number == 0 && dtype != DType.BOOL ? this : scalar("Add", number);
  }

  @Override
  public TracedTensor mul(double number) {
    return number == 1 && dtype != DType.BOOL ? this : scalar("Mul", number);
  }

  @Override
  public TracedTensor div(double number) {
    var x = fractions();
    return number == 1 ? x : x.scalar("Div", number);
  }

  @Override
  public TracedTensor pow(double exponent) {
    var x = exponent == Math.rint(exponent) && exponent >= 0 ? this : fractions();
    return x.scalar("Pow", exponent);
  }

  @Override
  public TracedTensor neg() {
    return unary("Neg");
  }

  @Override
  public TracedTensor exp() {
    return fractions().unary("Exp");
  }

  @Override
  public TracedTensor log() {
    return fractions().unary("Log");
  }

  @Override
  public TracedTensor log1p() {
    return fractions().add(1).log();
  }

  @Override
  public TracedTensor sqrt() {
    return fractions().unary("Sqrt");
  }

  @Override
  public TracedTensor abs() {
    return unary("Abs");
  }

  @Override
  public TracedTensor tanh() {
    return fractions().unary("Tanh");
  }

  @Override
  public TracedTensor cos() {
    return fractions().unary("Cos");
  }

  @Override
  public TracedTensor sin() {
    return fractions().unary("Sin");
  }

  @Override
  public TracedTensor sigmoid() {
    return fractions().unary("Sigmoid");
  }

  @Override
  public TracedTensor relu() {
    return dtype.isFloating() ? unary("Relu") : clampMin(0);
  }

  @Override
  public Tensor gelu() {
    return TracedPieces.gelu(fractions());
  }

  @Override
  public Tensor geluTanh() {
    return TracedPieces.geluTanh(fractions());
  }

  @Override
  public Tensor silu() {
    var x = fractions();
    return x.mul(x.sigmoid());
  }

  @Override
  public TracedTensor clampMin(double least) {
    return scalar("Max", least);
  }

  // ---- comparison and choice ----------------------------------------------------------------

  @Override
  public TracedTensor eq(Tensor other) {
    return binary("eq", "Equal", other, DType.BOOL);
  }

  @Override
  public TracedTensor gt(Tensor other) {
    return binary("gt", "Greater", other, DType.BOOL);
  }

  @Override
  public TracedTensor eq(double number) {
    return comparison("Equal", number);
  }

  @Override
  public TracedTensor gt(double number) {
    return comparison("Greater", number);
  }

  @Override
  public TracedTensor not() {
    TensorChecks.type("not", this, DType.BOOL);
    return unary("Not");
  }

  @Override
  public Tensor and(Tensor other) {
    TensorChecks.type("and", this, DType.BOOL);
    TensorChecks.type("and", other, DType.BOOL);
    return binary("and", "And", other, null);
  }

  @Override
  public Tensor or(Tensor other) {
    TensorChecks.type("or", this, DType.BOOL);
    TensorChecks.type("or", other, DType.BOOL);
    return binary("or", "Or", other, null);
  }

  @Override
  public Tensor maskedFill(Tensor mask, double number) {
    TensorChecks.maskedFill(this, mask);
    return of("maskedFill", mask).node("Where", same(), number(number), value);
  }

  // ---- reductions ---------------------------------------------------------------------------

  private Shape reduced(int dim, boolean keep) {
    return keep ? shape.with(dim, 1) : shape.without(dim);
  }

  /** Until opset 18 all reductions but the sum take their dimensions as an attribute. */
  private TracedTensor reduce(String type, int dim, boolean keep) {
    var attributes =
        Map.of("axes", Attribute.of(new long[] {dim}), "keepdims", Attribute.of(keep ? 1 : 0));
    return node(type, attributes, as(reduced(dim, keep)));
  }

  private static Map<String, Attribute> keeping(boolean keep) {
    return Map.of("keepdims", Attribute.of(keep ? 1 : 0));
  }

  @Override
  public TracedTensor sum() {
    var x = dtype == DType.BOOL ? cast(DType.I64) : this;
    return x.node("ReduceSum", keeping(false), x.as(Shape.of()));
  }

  @Override
  public TracedTensor mean() {
    TensorChecks.fractions("mean", this);
    return node("ReduceMean", keeping(false), as(Shape.of()));
  }

  @Override
  public TracedTensor sum(int dim, boolean keep) {
    int at = TensorChecks.dim("sum", this, dim);
    var x = dtype == DType.BOOL ? cast(DType.I64) : this;
    return x.node("ReduceSum", keeping(keep), x.as(reduced(at, keep)), recorder.integers(at));
  }

  @Override
  public TracedTensor mean(int dim, boolean keep) {
    TensorChecks.fractions("mean", this);
    return reduce("ReduceMean", TensorChecks.dim("mean", this, dim), keep);
  }

  @Override
  public TracedTensor max(int dim, boolean keep) {
    return reduce("ReduceMax", TensorChecks.dim("max", this, dim), keep);
  }

  @Override
  public TracedTensor logSumExp(int dim, boolean keep) {
    return fractions().reduce("ReduceLogSumExp", TensorChecks.dim("logSumExp", this, dim), keep);
  }

  @Override
  public TracedTensor softmax(int dim) {
    return along("softmax", "Softmax", dim);
  }

  @Override
  public TracedTensor logSoftmax(int dim) {
    return along("logSoftmax", "LogSoftmax", dim);
  }

  private TracedTensor along(String operation, String type, int dim) {
    TensorChecks.fractions(operation, this);
    int at = TensorChecks.dim(operation, this, dim);
    return node(type, Map.of("axis", Attribute.of(at)), same());
  }

  @Override
  public Tensor normalize() {
    int last = TensorChecks.dim("normalize", this, -1);
    TensorChecks.fractions("normalize", this);
    return div(reduce("ReduceL2", last, true).clampMin(1e-12));
  }

  // ---- linear algebra -----------------------------------------------------------------------

  @Override
  public TracedTensor matmul(Tensor other) {
    var right = of("matmul", other);
    return node("MatMul", as(TensorChecks.matmul(this, right)), right.value);
  }

  @Override
  public Tensor linear(Tensor weight, @Nullable Tensor bias) {
    var result = as(TensorChecks.linear(this, weight, bias));
    var matrix = of("linear", weight);
    recorder.enter(matrix.parameter);
    var product =
        matrix.parameter == null
            ? matmul(matrix.transpose(0, 1))
            : node("MatMul", result, Recorder.transposed(matrix.parameter));
    var sum = bias == null ? product : product.add(bias);
    recorder.leave();
    return sum;
  }

  @Override
  public Tensor layerNorm(Tensor weight, @Nullable Tensor bias, double eps) {
    TensorChecks.layerNorm(this, weight, bias);
    var scale = of("layerNorm", weight);
    var attributes = Map.of("axis", Attribute.of(-1), "epsilon", Attribute.of((float) eps));
    recorder.enter(scale.parameter);
    var result =
        bias == null
            ? node("LayerNormalization", attributes, same(), scale.value)
            : node(
                "LayerNormalization", attributes, same(), scale.value, of("layerNorm", bias).value);
    recorder.leave();
    return result;
  }

  @Override
  public Tensor attention(Tensor keys, Tensor values, @Nullable Tensor bias, double scale) {
    TensorChecks.attention(this, keys, values, bias);
    var scores = matmul(keys.transpose()).mul(scale);
    var biased = bias == null ? scores : scores.add(bias);
    return biased.softmax(-1).matmul(values);
  }

  // ---- shape --------------------------------------------------------------------------------

  @Override
  public TracedTensor reshape(long... sizes) {
    var result = as(TensorChecks.reshape(shape, sizes));
    boolean empty = LongStream.of(sizes).anyMatch(size -> size == 0);
    return node(
        "Reshape",
        empty ? Map.of("allowzero", Attribute.of(1)) : Map.of(),
        result,
        recorder.integers(sizes));
  }

  @Override
  public TracedTensor transpose(int a, int b) {
    int first = TensorChecks.dim("transpose", this, a);
    int second = TensorChecks.dim("transpose", this, b);
    var order = new long[shape.rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i == first ? second : i == second ? first : i;
    }
    var swapped = shape.with(first, shape.size(second)).with(second, shape.size(first));
    return node("Transpose", Map.of("perm", Attribute.of(order)), as(swapped));
  }

  @Override
  public TracedTensor unsqueeze(int dim) {
    var result = as(shape.inserting(dim, 1));
    int at = dim < 0 ? dim + result.shape.rank() : dim;
    return node("Unsqueeze", result, recorder.integers(at));
  }

  @Override
  public TracedTensor squeeze(int dim) {
    int at = TensorChecks.squeeze(this, dim);
    return node("Squeeze", as(shape.without(at)), recorder.integers(at));
  }

  @Override
  public TracedTensor narrow(int dim, long start, long length) {
    int at = TensorChecks.dim("narrow", this, dim);
    long first = TensorChecks.range(this, at, start, length);
    long end = first < 0 && first + length == 0 ? Long.MAX_VALUE : first + length;
    return node(
        "Slice",
        as(shape.with(at, length)),
        recorder.integers(first),
        recorder.integers(end),
        recorder.integers(at));
  }

  @Override
  public TracedTensor select(int dim, long index) {
    int at = TensorChecks.select(this, dim, index);
    return node(
        "Gather",
        Map.of("axis", Attribute.of(at)),
        as(shape.without(at)),
        recorder.number(DType.I64, (double) index));
  }

  @Override
  public Tensor concat(List<Tensor> others, int dim) {
    int at = TensorChecks.dim("concat", this, dim);
    var all = new ArrayList<Tensor>(others.size() + 1);
    all.add(this);
    all.addAll(others);
    Shape result = TensorChecks.concat(all, at);
    return node(
        "Concat",
        Map.of("axis", Attribute.of(at)),
        as(result),
        others.stream().map(other -> of("concat", other).value).toArray(String[]::new));
  }

  @Override
  public Tensor splitHeads(int heads) {
    TensorChecks.splitHeads(this, heads);
    return TracedPieces.splitHeads(this, heads);
  }

  @Override
  public Tensor mergeHeads() {
    TensorChecks.rank("mergeHeads", this, 4);
    return TracedPieces.mergeHeads(this);
  }

  @Override
  public Tensor repeatHeads(int times) {
    TensorChecks.repeatHeads(this, times);
    return times == 1 ? this : TracedPieces.repeatHeads(this, times);
  }

  // ---- look-up ------------------------------------------------------------------------------

  @Override
  public Tensor rows(Tensor ids) {
    TensorChecks.rows(this, ids);
    var result = as(ids.shape().inserting(-1, shape.size(1)));
    recorder.enter(parameter);
    var rows = node("Gather", Map.of("axis", Attribute.of(0)), result, of("rows", ids).value);
    recorder.leave();
    return rows;
  }

  @Override
  public TracedTensor gather(int dim, Tensor index) {
    int at = TensorChecks.gather(this, dim, index);
    return node(
        "GatherElements",
        Map.of("axis", Attribute.of(at)),
        as(index.shape()),
        of("gather", index).value);
  }

  @Override
  public Tensor positionsLike() {
    TensorChecks.dim("positionsLike", this, -1);
    return TracedPieces.positions(this, shape.rank() - 1).unsqueeze(0);
  }

  @Override
  public TracedTensor cumsum(int dim) {
    int at = TensorChecks.dim("cumsum", this, dim);
    return node("CumSum", same(), recorder.number(DType.I64, at));
  }

  @Override
  public Tensor lastToken(Tensor mask) {
    TensorChecks.mask("lastToken", this, mask);
    return TracedPieces.lastToken(this, of("lastToken", mask));
  }

  @Override
  public Tensor firstToken(Tensor mask) {
    TensorChecks.mask("firstToken", this, mask);
    return TracedPieces.firstToken(this, of("firstToken", mask));
  }

  @Override
  public Tensor diagonal() {
    TensorChecks.square("diagonal", this);
    return gather(1, TracedPieces.positions(this, 0).unsqueeze(1)).squeeze(1);
  }

  @Override
  public Tensor diagonalMask() {
    TensorChecks.rank("diagonalMask", this, 2);
    var row = TracedPieces.positions(this, 0).unsqueeze(1);
    return row.eq(TracedPieces.positions(this, 1).unsqueeze(0));
  }

  @Override
  public TracedTensor constant(double[] values, long... sizes) {
    var of = Shape.of(sizes);
    if (of.elements() != values.length) {
      throw refusal("constant", "shape %s does not hold %d values", of, values.length);
    }
    return new TracedTensor(recorder, recorder.array(dtype, of, values), of, dtype);
  }

  // ---- type and gradient --------------------------------------------------------------------

  @Override
  public TracedTensor cast(DType to) {
    return to == dtype
        ? this
        : node(
            "Cast", Map.of("to", Attribute.of(ElementType.of(to).code())), new Result(shape, to));
  }

  @Override
  public TracedTensor detach() {
    return this;
  }

  @Override
  public String toString() {
    return "traced %s%s".formatted(dtype, shape);
  }
}
