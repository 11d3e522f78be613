// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.lyceum.objective.Objective;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.TokenIds;
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
  /** What a batch showed. */
  record Outcome(double loss, Tensor embeddings) {}

  /** Everything in one graph. */
  Outcome whole(Batch batch) {
    var embeddings = trainee.embed(batch.texts()); // (C B, D)
    var loss = loss(batch, embeddings);
    Torch.backward(loss.mul(weight));
    return new Outcome(loss.item(), embeddings);
  }

  /**
   * Encodes without gradients, takes the gradient of the loss by the embeddings, then encodes
   * again, a few texts at a time, and carries it on. The same gradient, but memory for a few texts.
   *
   * @see <a href="https://arxiv.org/abs/2101.06983">Gao et al. 2021</a>, section 3
   */
  Outcome cached(Batch batch, int chunk) {
    var texts = batch.texts();
    var leaf = Torch.requireGradient(withoutGraph(texts, chunk)); // (C B, D)
    var loss = loss(batch, leaf);
    Torch.backward(loss.mul(weight));
    var gradient = Objects.requireNonNull(Torch.gradient(leaf)); // (C B, D)
    for (int start = 0; start < texts.size(); start += chunk) {
      var part = texts.subList(start, Math.min(texts.size(), start + chunk));
      try (var scope = Scope.open("cached chunk")) {
        Torch.backward(trainee.embed(part), gradient.narrow(0, start, part.size()));
      }
    }
    return new Outcome(loss.item(), leaf);
  }

  private Tensor loss(Batch batch, Tensor embeddings) {
    return objective.loss(batch.embeddings(embeddings, trainee.parameters().under(Learned.PREFIX)));
  }

  private Tensor withoutGraph(List<TokenIds> texts, int chunk) {
    var parts = new ArrayList<Tensor>();
    try (var guard = Torch.noGrad()) {
      for (int start = 0; start < texts.size(); start += chunk) {
        var part = texts.subList(start, Math.min(texts.size(), start + chunk));
        try (var scope = Scope.open("cached forward")) {
          parts.add(scope.keep(trainee.embed(part)));
        }
      }
      return Tensor.concatenate(parts, 0);
    }
  }
}
