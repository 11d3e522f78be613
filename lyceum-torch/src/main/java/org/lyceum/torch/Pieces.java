// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;

/** Operations that take several native calls, or arguments that must be freed. */
final class Pieces {
  private Pieces() {}

  /** Queries, keys and values of an attention. */
  record Heads(
      TorchTensor queries, org.lyceum.tensor.Tensor keys, org.lyceum.tensor.Tensor values) {}

  static TensorOptional optional(String operation, org.lyceum.tensor.@Nullable Tensor tensor) {
    return tensor == null
        ? new TensorOptional()
        : new TensorOptional(TorchTensor.raw(operation, tensor));
  }

  /**
   * The norm's own gradient is 0 at the zero vector, where that of a square root is not a number.
   */
  static Tensor normalize(Tensor x, long[] dims) {
    try (var two = new Scalar(2.0);
        var least = new Scalar(1e-12);
        var norm = torch.linalg_vector_norm(x, two, dims, true, Nothing.TYPE);
        var bounded = norm.clamp_min(least)) {
      return x.div(bounded);
    }
  }

  static org.lyceum.tensor.Tensor linear(
      TorchTensor x, org.lyceum.tensor.Tensor weight, org.lyceum.tensor.@Nullable Tensor bias) {
    var matrix = TorchTensor.raw("linear", weight);
    try (var shift = optional("linear", bias)) {
      return Natives.make("linear", () -> torch.linear(x.raw(), matrix, shift), x, weight);
    }
  }

  /** {@link #linear} of F32 tensors, multiplied in bfloat16 and added up in float32. */
  static org.lyceum.tensor.Tensor halfLinear(
      TorchTensor x, org.lyceum.tensor.Tensor weight, org.lyceum.tensor.@Nullable Tensor bias) {
    var matrix = TorchTensor.of("linear", weight).half();
    try (var shift =
        bias == null
            ? new TensorOptional()
            : new TensorOptional(TorchTensor.of("linear", bias).half())) {
      return Natives.makeHalf("linear", () -> torch.linear(x.half(), matrix, shift), x, weight);
    }
  }

  static org.lyceum.tensor.Tensor layerNorm(
      TorchTensor x,
      org.lyceum.tensor.Tensor weight,
      org.lyceum.tensor.@Nullable Tensor bias,
      double eps) {
    long[] width = {x.shape().size(-1)};
    try (var scale = optional("layerNorm", weight);
        var shift = optional("layerNorm", bias)) {
      return Natives.make(
          "layerNorm", () -> torch.layer_norm(x.raw(), width, scale, shift, eps, false), x, weight);
    }
  }

  static org.lyceum.tensor.Tensor attention(
      Heads heads, org.lyceum.tensor.@Nullable Tensor bias, double scale) {
    var keys = TorchTensor.raw("attention", heads.keys);
    var values = TorchTensor.raw("attention", heads.values);
    try (var mask = optional("attention", bias);
        var factor = new DoubleOptional(scale)) {
      return Natives.make(
          "attention",
          () ->
              torch.scaled_dot_product_attention(
                  heads.queries.raw(), keys, values, mask, 0, false, factor, false),
          heads.queries,
          heads.keys,
          heads.values);
    }
  }

  static org.lyceum.tensor.Tensor concat(List<org.lyceum.tensor.Tensor> tensors, int dim) {
    try (var vector = new TensorVector()) {
      tensors.forEach(tensor -> vector.push_back(TorchTensor.raw("concat", tensor)));
      return Natives.make(
          "concat", () -> torch.cat(vector, dim), tensors.toArray(new org.lyceum.tensor.Tensor[0]));
    }
  }

  static List<org.lyceum.tensor.Tensor> split(TorchTensor x, int dim, long[] sizes) {
    var parts = new ArrayList<org.lyceum.tensor.Tensor>(sizes.length);
    try (var vector = x.raw().split_with_sizes(sizes, dim)) {
      for (long i = 0; i < vector.size(); i++) {
        var part = vector.get(i);
        parts.add(Natives.make("split", () -> new Tensor(part), x));
      }
    }
    return parts;
  }

  static Tensor repeatHeads(Tensor x, int times) {
    try (var apart = x.unsqueeze(2);
        var stretched = apart.expand(-1, -1, times, -1, -1)) {
      return stretched.flatten(1, 2);
    }
  }

  static Tensor splitHeads(Tensor x, Shape shape, int heads) {
    try (var split = x.reshape(shape.size(0), shape.size(1), heads, shape.size(2) / heads)) {
      return split.transpose(1, 2);
    }
  }

  static Tensor mergeHeads(Tensor x, Shape shape) {
    try (var swapped = x.transpose(1, 2)) {
      return swapped.reshape(shape.size(0), shape.size(2), shape.size(1) * shape.size(3));
    }
  }

  static Tensor positions(long length) {
    try (var range = range(length)) {
      return range.unsqueeze(0);
    }
  }

  private static Tensor range(long length) {
    try (var end = new Scalar(length);
        var options = Natives.options(DType.I64)) {
      return torch.torch_arange(end, options);
    }
  }

  static Tensor lastToken(Tensor states, Tensor mask) {
    try (var where = lastRealPosition(mask)) {
      return pick(states, where);
    }
  }

  /** The first from the front is the last from the back. */
  static Tensor firstToken(Tensor states, Tensor mask) {
    long end = mask.size(1) - 1;
    try (var flipped = mask.flip(1);
        var fromBack = lastRealPosition(flipped);
        var negative = fromBack.neg();
        var last = new Scalar(end);
        var where = negative.add(last)) {
      return pick(states, where);
    }
  }

  private static Tensor lastRealPosition(Tensor mask) {
    try (var zero = new Scalar(0L);
        var real = mask.ne(zero);
        var range = range(mask.size(1));
        var marked = range.mul(real)) {
      return marked.amax(new long[] {1}, false);
    }
  }

  private static Tensor pick(Tensor states, Tensor where) {
    try (var column = where.reshape(states.size(0), 1, 1);
        var index = column.expand(states.size(0), 1, states.size(2));
        var picked = states.gather(1, index)) {
      return picked.squeeze(1);
    }
  }

  static Tensor diagonalMask(Shape shape) {
    try (var options = Natives.options(DType.BOOL)) {
      return torch.torch_eye(shape.size(0), shape.size(1), options);
    }
  }
}
