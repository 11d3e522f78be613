// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.ArrayList;
import java.util.List;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.FeedForward;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/**
 * A mixture of experts: of several feed-forward networks each token has the few that a router gives
 * the most weight. All of them are computed and the others weighted with 0, which costs as many
 * times the work as there are experts for each that counts.
 *
 * @param router states to a score for each expert
 * @param wide of each expert, {@code (inner, D)}
 * @param narrow of each expert, {@code (inner, D)}: multiplied from the right
 * @param bias of the sum, {@code (D)}
 * @param choice how many count, and whether their weights are made to sum to 1
 * @see <a href="https://arxiv.org/abs/2502.07972">Nussbaum and Duderstadt 2025</a>, section 3
 */
record Experts(Linear router, List<Tensor> wide, List<Tensor> narrow, Tensor bias, Choice choice)
    implements FeedForward {
  /** Below every weight. */
  private static final double TAKEN = -1;

  /** How many experts there are, how many count, and what they are. */
  record Choice(int number, int counting, boolean normalized, int inner, Activation activation) {}

  static Experts load(Parameters parameters, int width, Choice choice) {
    long rows = (long) choice.number * choice.inner;
    var own = parameters.under("experts");
    return new Experts(
        new Linear(parameters.get("router.layer.weight", choice.number, width), null),
        parts(own.get("mlp.w1", rows, width), choice),
        parts(own.get("mlp.w2", rows, width), choice),
        own.get("bias", width),
        choice);
  }

  private static List<Tensor> parts(Tensor all, Choice choice) {
    var parts = new ArrayList<Tensor>();
    for (int i = 0; i < choice.number; i++) {
      parts.add(all.narrow(0, (long) i * choice.inner, choice.inner));
    }
    return parts;
  }

  @Override
  public Tensor apply(Tensor states) {
    Tensor weights = chosen(router.apply(states).softmax(-1)); // (B, T, experts)
    Tensor sum = null;
    for (int i = 0; i < choice.number; i++) {
      Tensor inner = choice.activation.apply(states.linear(wide.get(i), null));
      Tensor part = inner.matmul(narrow.get(i)).mul(weights.narrow(-1, i, 1));
      sum = sum == null ? part : sum.add(part);
    }
    return java.util.Objects.requireNonNull(sum).add(bias);
  }

  /** The largest weights, of equal ones the first; the others are 0. */
  private Tensor chosen(Tensor weights) {
    Tensor left = weights.detach();
    for (int i = 0; i < choice.counting; i++) {
      Tensor largest = left.eq(left.max(-1, true));
      Tensor first = largest.cast(DType.I64).cumsum(-1).eq(1).and(largest);
      left = left.maskedFill(first, TAKEN);
    }
    Tensor kept = weights.maskedFill(left.eq(TAKEN).not(), 0);
    return choice.normalized ? kept.div(kept.sum(-1, true)) : kept;
  }
}
