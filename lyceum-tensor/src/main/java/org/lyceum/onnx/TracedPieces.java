// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.util.List;
import java.util.Map;
import org.lyceum.onnx.TracedTensor.Result;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;

/** Operations that take several nodes. */
final class TracedPieces {
  private TracedPieces() {}

  /**
   * {@code x (1 + erf(x / sqrt 2)) 0.5}, in the order in which PyTorch exports it, which ONNX
   * Runtime recognizes and runs as one kernel.
   */
  static TracedTensor gelu(TracedTensor x) {
    var scaled = x.div(Math.sqrt(2));
    var erf = scaled.node("Erf", scaled.same());
    return x.node("Mul", x.same(), erf.add(1).value()).mul(0.5);
  }

  /** {@code 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))}. */
  static TracedTensor geluTanh(TracedTensor x) {
    var cubic = x.node("Add", x.same(), x.pow(3).mul(0.044715).value());
    var gate = cubic.mul(Math.sqrt(2 / Math.PI)).tanh().add(1);
    return x.mul(0.5).node("Mul", x.same(), gate.value());
  }

  /** Sizes of 0 in a reshape copy the batch and the tokens, whatever they are. */
  static TracedTensor splitHeads(TracedTensor x, int heads) {
    long width = x.shape().size(2) / heads;
    var split = Shape.of(x.shape().size(0), x.shape().size(1), heads, width);
    return x.node("Reshape", x.as(split), x.recorder().integers(0, 0, heads, width))
        .transpose(1, 2);
  }

  static TracedTensor mergeHeads(TracedTensor x) {
    var swapped = x.transpose(1, 2); // (B, T, H, d)
    long width = x.shape().size(1) * x.shape().size(3);
    var merged = Shape.of(x.shape().size(0), x.shape().size(2), width);
    return swapped.node("Reshape", x.as(merged), x.recorder().integers(0, 0, width));
  }

  static TracedTensor repeatHeads(TracedTensor x, int times) {
    var apart = x.unsqueeze(2); // (B, H, 1, T, d)
    var stretched =
        apart.node(
            "Expand", x.as(apart.shape().with(2, times)), x.recorder().integers(1, 1, times, 1, 1));
    long heads = x.shape().size(1) * times;
    return stretched.node(
        "Reshape",
        x.as(x.shape().with(1, heads)),
        x.recorder().integers(0, heads, -1, x.shape().size(3)));
  }

  /** {@return I64: the size of one dimension, a scalar} */
  private static TracedTensor size(TracedTensor x, int dim) {
    var range = Map.of("start", Attribute.of(dim), "end", Attribute.of(dim + 1));
    return x.node("Shape", range, new Result(Shape.of(1), DType.I64)).squeeze(0);
  }

  /** {@return I64 {@code (N)}: 0, 1, 2, ... as many as one dimension has} */
  static TracedTensor positions(TracedTensor x, int dim) {
    var recorder = x.recorder();
    var inputs =
        List.of(recorder.number(DType.I64, 0), size(x, dim).value(), recorder.number(DType.I64, 1));
    return new TracedTensor(
        recorder,
        recorder.record("Range", Map.of(), inputs),
        Shape.of(x.shape().size(dim)),
        DType.I64);
  }

  static TracedTensor lastToken(TracedTensor states, TracedTensor mask) {
    return pick(states, farthest(mask, positions(mask, 1)));
  }

  /** The first from the front is the farthest from the end. */
  static TracedTensor firstToken(TracedTensor states, TracedTensor mask) {
    var end = size(mask, 1).add(-1);
    var positions = positions(mask, 1);
    var fromEnd = end.node("Sub", positions.same(), positions.value());
    var farthest = farthest(mask, fromEnd);
    return pick(states, end.node("Sub", farthest.same(), farthest.value()));
  }

  /** {@return I64 {@code (B, 1)}: the greatest position that the mask leaves, else 0} */
  private static TracedTensor farthest(TracedTensor mask, TracedTensor positions) {
    var real = mask.cast(DType.BOOL).cast(DType.I64); // any number but 0 is a token
    return real.node("Mul", real.same(), positions.value()).max(1, true);
  }

  /** {@return {@code (B, D)}: of each text the state at its position {@code (B, 1)}} */
  private static TracedTensor pick(TracedTensor states, TracedTensor position) {
    return states.node(
        "GatherND",
        Map.of("batch_dims", Attribute.of(1)),
        states.as(states.shape().without(1)),
        position.value());
  }
}
