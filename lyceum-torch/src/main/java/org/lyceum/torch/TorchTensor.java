// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.lyceum.torch.Natives.make;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.tensor.TensorChecks;

/**
 * A tensor of libtorch: computed at once, differentiable, freed by its scope. Each method checks in
 * our words, then makes one native call; what needs more than one stands in {@link Pieces}.
 */
final class TorchTensor implements Tensor {
  private final Shape shape;
  private final DType dtype;
  private final Memory memory;
  private @Nullable Scope scope;
  private boolean byRow;

  TorchTensor(org.bytedeco.pytorch.Tensor full) {
    this(Memory.full(full), full, Natives.dtype(full.scalar_type()));
  }

  private TorchTensor(Memory memory, org.bytedeco.pytorch.Tensor pointer, DType dtype) {
    long[] sizes = new long[(int) pointer.dim()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = pointer.size(i);
    }
    this.memory = memory;
    this.dtype = dtype;
    shape = Shape.of(sizes);
    Natives.LIVE.incrementAndGet();
  }

  /** An F32 tensor whose elements are held as bfloat16 until somebody wants them in full. */
  static TorchTensor half(org.bytedeco.pytorch.Tensor half) {
    return new TorchTensor(Memory.half(half), half, DType.F32);
  }

  static TorchTensor of(String operation, Tensor tensor) {
    if (tensor instanceof TorchTensor ours) {
      return ours;
    }
    throw TensorChecks.refusal(
        operation,
        "wants tensors that are computed, got a %s; tensors of two kinds do not mix",
        tensor.getClass().getSimpleName());
  }

  static org.bytedeco.pytorch.Tensor raw(String operation, Tensor tensor) {
    return of(operation, tensor).raw();
  }

  org.bytedeco.pytorch.Tensor raw() {
    checkNotFreed();
    return memory.full();
  }

  /** From now on {@link #rows} gives a gradient only to the rows that were looked up. */
  void gradientByRow() {
    byRow = true;
  }

  /** {@return a leaf with the same values in the same memory, but a gradient of its own} */
  TorchTensor replica() {
    var leaf = raw().detach();
    leaf.set_requires_grad(raw().requires_grad());
    var replica = new TorchTensor(Memory.replica(leaf, memory), leaf, dtype);
    replica.byRow = byRow;
    return replica;
  }

  /** Adds the gradient of another leaf to this one's; the other has none afterwards. */
  void takeGradient(TorchTensor other) {
    var from = other.raw().mutable_grad();
    var to = raw().mutable_grad();
    if (!from.defined()) {
      return;
    }
    if (to.defined()) {
      to.add_(from);
    } else {
      to.put(from);
    }
    from.reset();
  }

  /** Says that the values were written to in place. */
  void changed() {
    memory.changed();
  }

  /** {@return the elements rounded to bfloat16} */
  org.bytedeco.pytorch.Tensor half() {
    checkNotFreed();
    return memory.half();
  }

  private void checkNotFreed() {
    if (memory.isFreed()) {
      throw new IllegalStateException(
          "tensor %s was freed when scope '%s' closed; hand it up before that with scope.keep(tensor)"
              .formatted(shape, scope().name()));
    }
  }

  Scope scope() {
    if (scope == null) {
      throw new IllegalStateException("tensor %s has no scope yet".formatted(shape));
    }
    return scope;
  }

  void movedTo(Scope next) {
    scope = next;
  }

  void free() {
    if (!memory.isFreed()) {
      memory.free();
      Natives.LIVE.decrementAndGet();
    }
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  // ---- values -------------------------------------------------------------------------------

  @Override
  public double item() {
    if (shape.elements() != 1) {
      throw new IllegalStateException(
          "item: wants exactly one element, got shape %s; reduce it with sum or mean, or read floats()"
              .formatted(shape));
    }
    return raw().item_double();
  }

  @Override
  public float[] floats() {
    return Copies.floats(raw());
  }

  @Override
  public double[] doubles() {
    return Copies.doubles(raw());
  }

  @Override
  public long[] longs() {
    return Copies.longs(raw());
  }

  // ---- arithmetic ---------------------------------------------------------------------------

  private Tensor unary(String operation, UnaryOperator<org.bytedeco.pytorch.Tensor> call) {
    return make(operation, () -> call.apply(raw()), this);
  }

  /** What stands between two linear layers computes as they do. */
  private Tensor activation(String operation, UnaryOperator<org.bytedeco.pytorch.Tensor> call) {
    return memory.isBornHalf()
        ? Natives.makeHalf(operation, () -> call.apply(half()), this)
        : unary(operation, call);
  }

  private Tensor binary(
      String operation,
      Tensor other,
      BiFunction<
              org.bytedeco.pytorch.Tensor, org.bytedeco.pytorch.Tensor, org.bytedeco.pytorch.Tensor>
          call) {
    var right = raw(operation, other);
    TensorChecks.elementwise(operation, this, other);
    return make(operation, () -> call.apply(raw(), right), this, other);
  }

  private Tensor scalar(
      String operation,
      double number,
      BiFunction<org.bytedeco.pytorch.Tensor, Scalar, org.bytedeco.pytorch.Tensor> call) {
    try (var scalar = Natives.scalar(dtype, number)) {
      return make(operation, () -> call.apply(raw(), scalar), this);
    }
  }

  @Override
  public Tensor add(Tensor other) {
    return binary("add", other, (a, b) -> a.add(b));
  }

  @Override
  public Tensor sub(Tensor other) {
    return binary("sub", other, (a, b) -> a.sub(b));
  }

  @Override
  public Tensor mul(Tensor other) {
    return binary("mul", other, (a, b) -> a.mul(b));
  }

  @Override
  public Tensor div(Tensor other) {
    return binary("div", other, (a, b) -> a.div(b));
  }

  @Override
  public Tensor maximum(Tensor other) {
    return binary("maximum", other, (a, b) -> a.maximum(b));
  }

  @Override
  public Tensor minimum(Tensor other) {
    return binary("minimum", other, (a, b) -> a.minimum(b));
  }

  @Override
  public Tensor add(double number) {
    return scalar("add", number, (a, b) -> a.add(b));
  }

  @Override
  public Tensor mul(double number) {
    return scalar("mul", number, (a, b) -> a.mul(b));
  }

  @Override
  public Tensor div(double number) {
    return scalar("div", number, (a, b) -> a.div(b));
  }

  @Override
  public Tensor pow(double exponent) {
    return scalar("pow", exponent, (a, b) -> a.pow(b));
  }

  @Override
  public Tensor neg() {
    return unary("neg", a -> a.neg());
  }

  @Override
  public Tensor exp() {
    return unary("exp", a -> a.exp());
  }

  @Override
  public Tensor log() {
    return unary("log", a -> a.log());
  }

  @Override
  public Tensor log1p() {
    return unary("log1p", a -> a.log1p());
  }

  @Override
  public Tensor sqrt() {
    return unary("sqrt", a -> a.sqrt());
  }

  @Override
  public Tensor abs() {
    return unary("abs", a -> a.abs());
  }

  @Override
  public Tensor tanh() {
    return unary("tanh", a -> a.tanh());
  }

  @Override
  public Tensor cos() {
    return unary("cos", a -> a.cos());
  }

  @Override
  public Tensor sin() {
    return unary("sin", a -> a.sin());
  }

  @Override
  public Tensor sigmoid() {
    return unary("sigmoid", a -> a.sigmoid());
  }

  @Override
  public Tensor relu() {
    return activation("relu", a -> a.relu());
  }

  @Override
  public Tensor gelu() {
    return activation("gelu", a -> torch.gelu(a));
  }

  @Override
  public Tensor geluTanh() {
    return activation("geluTanh", a -> torch.gelu(a, "tanh"));
  }

  @Override
  public Tensor silu() {
    return activation("silu", a -> torch.silu(a));
  }

  @Override
  public Tensor clampMin(double least) {
    return scalar("clampMin", least, (a, b) -> a.clamp_min(b));
  }

  // ---- comparison and choice ----------------------------------------------------------------

  @Override
  public Tensor eq(Tensor other) {
    return binary("eq", other, (a, b) -> a.eq(b));
  }

  @Override
  public Tensor gt(Tensor other) {
    return binary("gt", other, (a, b) -> a.gt(b));
  }

  @Override
  public Tensor eq(double number) {
    return scalar("eq", number, (a, b) -> a.eq(b));
  }

  @Override
  public Tensor gt(double number) {
    return scalar("gt", number, (a, b) -> a.gt(b));
  }

  @Override
  public Tensor not() {
    TensorChecks.type("not", this, DType.BOOL);
    return unary("not", a -> a.logical_not());
  }

  @Override
  public Tensor and(Tensor other) {
    TensorChecks.type("and", this, DType.BOOL);
    TensorChecks.type("and", other, DType.BOOL);
    return binary("and", other, (a, b) -> a.logical_and(b));
  }

  @Override
  public Tensor or(Tensor other) {
    TensorChecks.type("or", this, DType.BOOL);
    TensorChecks.type("or", other, DType.BOOL);
    return binary("or", other, (a, b) -> a.logical_or(b));
  }

  @Override
  public Tensor maskedFill(Tensor mask, double number) {
    TensorChecks.maskedFill(this, mask);
    var where = raw("maskedFill", mask);
    return scalar("maskedFill", number, (a, b) -> a.masked_fill(where, b));
  }

  // ---- reductions ---------------------------------------------------------------------------

  private interface Reduction {
    org.bytedeco.pytorch.Tensor over(org.bytedeco.pytorch.Tensor x, long[] dims);
  }

  private Tensor reduce(String operation, int dim, Reduction call) {
    long[] dims = {TensorChecks.dim(operation, this, dim)};
    return make(operation, () -> call.over(raw(), dims), this);
  }

  @Override
  public Tensor sum() {
    return unary("sum", a -> a.sum());
  }

  @Override
  public Tensor mean() {
    TensorChecks.fractions("mean", this);
    return unary("mean", a -> a.mean());
  }

  @Override
  public Tensor sum(int dim, boolean keep) {
    return reduce("sum", dim, (a, dims) -> a.sum(dims, keep, Nothing.TYPE));
  }

  @Override
  public Tensor mean(int dim, boolean keep) {
    TensorChecks.fractions("mean", this);
    return reduce("mean", dim, (a, dims) -> a.mean(dims, keep, Nothing.TYPE));
  }

  @Override
  public Tensor max(int dim, boolean keep) {
    return reduce("max", dim, (a, dims) -> a.amax(dims, keep));
  }

  @Override
  public Tensor logSumExp(int dim, boolean keep) {
    return reduce("logSumExp", dim, (a, dims) -> a.logsumexp(dims, keep));
  }

  @Override
  public Tensor softmax(int dim) {
    TensorChecks.fractions("softmax", this);
    return reduce("softmax", dim, (a, dims) -> a.softmax(dims[0]));
  }

  @Override
  public Tensor logSoftmax(int dim) {
    TensorChecks.fractions("logSoftmax", this);
    return reduce("logSoftmax", dim, (a, dims) -> a.log_softmax(dims[0]));
  }

  @Override
  public Tensor normalize() {
    TensorChecks.dim("normalize", this, -1);
    TensorChecks.fractions("normalize", this);
    return reduce("normalize", -1, Pieces::normalize);
  }

  // ---- linear algebra -----------------------------------------------------------------------

  @Override
  public Tensor matmul(Tensor other) {
    var right = raw("matmul", other);
    TensorChecks.matmul(this, other);
    return make("matmul", () -> raw().matmul(right), this, other);
  }

  @Override
  public Tensor linear(Tensor weight, @Nullable Tensor bias) {
    TensorChecks.linear(this, weight, bias);
    return Precision.current().linear(this, weight, bias);
  }

  @Override
  public Tensor layerNorm(Tensor weight, @Nullable Tensor bias, double eps) {
    TensorChecks.layerNorm(this, weight, bias);
    return Pieces.layerNorm(this, weight, bias, eps);
  }

  @Override
  public Tensor attention(Tensor keys, Tensor values, @Nullable Tensor bias, double scale) {
    TensorChecks.attention(this, keys, values, bias);
    return Pieces.attention(new Pieces.Heads(this, keys, values), bias, scale);
  }

  // ---- shape --------------------------------------------------------------------------------

  @Override
  public Tensor reshape(long... sizes) {
    TensorChecks.reshape(shape, sizes);
    return unary("reshape", a -> a.reshape(sizes));
  }

  @Override
  public Tensor transpose(int a, int b) {
    int first = TensorChecks.dim("transpose", this, a);
    int second = TensorChecks.dim("transpose", this, b);
    return unary("transpose", x -> x.transpose(first, second));
  }

  @Override
  public Tensor unsqueeze(int dim) {
    shape.inserting(dim, 1);
    return unary("unsqueeze", a -> a.unsqueeze(dim));
  }

  @Override
  public Tensor squeeze(int dim) {
    int at = TensorChecks.squeeze(this, dim);
    return unary("squeeze", a -> a.squeeze(at));
  }

  @Override
  public Tensor narrow(int dim, long start, long length) {
    int at = TensorChecks.dim("narrow", this, dim);
    long first = TensorChecks.range(this, at, start, length);
    return unary("narrow", a -> a.narrow(at, first, length));
  }

  /** Unlike narrowing again and again, one pass over the gradient for all parts. */
  @Override
  public List<Tensor> split(int dim, long... sizes) {
    int at = TensorChecks.dim("split", this, dim);
    TensorChecks.split(this, at, sizes);
    return Pieces.split(this, at, sizes);
  }

  @Override
  public Tensor select(int dim, long index) {
    int at = TensorChecks.select(this, dim, index);
    return unary("select", a -> a.select(at, index));
  }

  @Override
  public Tensor concat(List<Tensor> others, int dim) {
    int at = TensorChecks.dim("concat", this, dim);
    var all = new ArrayList<Tensor>(others.size() + 1);
    all.add(this);
    all.addAll(others);
    TensorChecks.concat(all, at);
    return Pieces.concat(all, at);
  }

  @Override
  public Tensor splitHeads(int heads) {
    TensorChecks.splitHeads(this, heads);
    return unary("splitHeads", a -> Pieces.splitHeads(a, shape, heads));
  }

  @Override
  public Tensor mergeHeads() {
    TensorChecks.rank("mergeHeads", this, 4);
    return unary("mergeHeads", a -> Pieces.mergeHeads(a, shape));
  }

  @Override
  public Tensor repeatHeads(int times) {
    TensorChecks.repeatHeads(this, times);
    return times == 1 ? this : unary("repeatHeads", a -> Pieces.repeatHeads(a, times));
  }

  // ---- look-up ------------------------------------------------------------------------------

  @Override
  public Tensor rows(Tensor ids) {
    TensorChecks.rows(this, ids);
    var which = raw("rows", ids);
    return make("rows", () -> torch.embedding(raw(), which, -1, false, byRow), this, ids);
  }

  @Override
  public Tensor gather(int dim, Tensor index) {
    int at = TensorChecks.gather(this, dim, index);
    var which = raw("gather", index);
    return make("gather", () -> raw().gather(at, which), this, index);
  }

  @Override
  public Tensor positionsLike() {
    long length = shape.size(TensorChecks.dim("positionsLike", this, -1));
    return make("positionsLike", () -> Pieces.positions(length), this);
  }

  @Override
  public Tensor cumsum(int dim) {
    return reduce("cumsum", dim, (a, dims) -> a.cumsum(dims[0]));
  }

  @Override
  public Tensor lastToken(Tensor mask) {
    TensorChecks.mask("lastToken", this, mask);
    var real = raw("lastToken", mask);
    return make("lastToken", () -> Pieces.lastToken(raw(), real), this, mask);
  }

  @Override
  public Tensor firstToken(Tensor mask) {
    TensorChecks.mask("firstToken", this, mask);
    var real = raw("firstToken", mask);
    return make("firstToken", () -> Pieces.firstToken(raw(), real), this, mask);
  }

  @Override
  public Tensor diagonal() {
    TensorChecks.square("diagonal", this);
    return unary("diagonal", a -> a.diagonal());
  }

  @Override
  public Tensor diagonalMask() {
    TensorChecks.rank("diagonalMask", this, 2);
    return make("diagonalMask", () -> Pieces.diagonalMask(shape), this);
  }

  @Override
  public Tensor constant(double[] values, long... sizes) {
    return Torch.tensor(values, sizes).cast(dtype);
  }

  // ---- type and gradient --------------------------------------------------------------------

  @Override
  public Tensor cast(DType to) {
    return unary("cast", a -> a.to(Natives.type(to)));
  }

  @Override
  public Tensor detach() {
    return unary("detach", a -> a.detach());
  }

  @Override
  public String toString() {
    return memory.isFreed() ? "freed " + dtype + shape : dtype + shape.toString();
  }
}
