// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import org.lyceum.objective.Objective;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

/**
 * Adds the gradients of one batch to the parameters, at once or with gradient caching.
 *
 * @param trainee the model
 * @param objective what is made smaller
 * @param weight the share of this batch in the optimizer step, 1 / accumulation
 */
record Gradients(Trainee trainee, Objective objective, double weight) {
  /**
   * What a batch showed.
   *
   * @param loss of the objective
   * @param embeddings (C B, D)
   * @param taught the guide's vectors of the same texts, (C B, F), if there is a guide
   */
  record Outcome(double loss, Tensor embeddings, Optional<Tensor> taught) {}

  /** All texts at once. */
  Outcome whole(Batch batch) {
    try (var pass = trainee.forward(batch.texts())) {
      var leaf = pass.embeddings(); // (C B, D)
      double loss = backward(batch, leaf, pass.guided());
      var ofStates = pass.guided().map(some -> Torch.gradient(some.states())).orElse(null);
      pass.backward(Torch.gradient(leaf), ofStates);
      return new Outcome(loss, leaf, pass.guided().map(Encoded.Guided::taught));
    }
  }

  /**
   * Encodes without gradients, takes the gradient of the loss by the embeddings, then encodes
   * again, a few texts at a time, and carries it on. The same gradient, but memory for a few texts.
   *
   * @see <a href="https://arxiv.org/abs/2101.06983">Gao et al. 2021</a>, section 3
   */
  Outcome cached(Batch batch, int chunk) {
    var texts = batch.texts();
    var parts = new ArrayList<Tensor>();
    for (int start = 0; start < texts.size(); start += chunk) {
      parts.add(trainee.embed(texts.subList(start, Math.min(texts.size(), start + chunk))));
    }
    var leaf = Torch.requireGradient(Tensor.concatenate(parts, 0)); // (C B, D)
    double loss = backward(batch, leaf, Optional.empty());
    var gradient = gradient(leaf);
    for (int start = 0; start < texts.size(); start += chunk) {
      var part = texts.subList(start, Math.min(texts.size(), start + chunk));
      try (var scope = Scope.open("cached chunk");
          var pass = trainee.forward(part)) {
        pass.backward(gradient.narrow(0, start, part.size()), null);
      }
    }
    return new Outcome(loss, leaf, Optional.empty());
  }

  /** From the loss to the embeddings, and to what the objective learns. */
  private double backward(Batch batch, Tensor leaf, Optional<Encoded.Guided> guided) {
    var learned = trainee.parameters().under(Learned.PREFIX);
    var loss = objective.loss(batch.embeddings(leaf, guided, learned));
    Torch.backward(loss.mul(weight));
    return loss.item();
  }

  private static Tensor gradient(Tensor leaf) { // (C B, D)
    return Objects.requireNonNull(Torch.gradient(leaf));
  }
}
