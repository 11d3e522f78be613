// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;
import org.lyceum.weights.Weights;

/** What libtorch computes, gradients included. */
final class TorchParity implements AutoCloseable {
  /** Losses and what the names of their gradients begin with. */
  private static final Map<String, String> GRADIENTS =
      new TreeMap<>(
          Map.of(
              "loss", "grad.",
              "lm_loss", "lm_grad.",
              "mae_loss", "mae_grad.",
              "contrastive_loss", "contrastive_grad."));

  private final Subject subject;
  private final Weights weights;
  private final Reference reference;
  private final TorchParameters parameters;
  private final List<Difference> differences = new ArrayList<>();

  TorchParity(Subject subject, Weights weights, Reference reference) {
    this.subject = subject;
    this.weights = weights;
    this.reference = reference;
    parameters = TorchParameters.load(weights, DType.F32, true);
  }

  List<Difference> check() {
    try (var scope = Scope.open("parity")) {
      outputs()
          .forEach(
              (name, tensor) ->
                  differences.add(
                      reference.compare(name, "torch", tensor.floats(), subject.mask(name))));
    }
    GRADIENTS.forEach(
        (name, group) -> {
          if (reference.has(name)) {
            loss(name, group);
          }
        });
    return differences;
  }

  private Map<String, Tensor> outputs() {
    var given = new HashMap<String, Tensor>();
    for (String name : subject.inputs()) {
      if (reference.has(name)) {
        given.put(name, reference.tensor(name));
      }
    }
    return subject.outputs(parameters, given);
  }

  private void loss(String name, String group) {
    try (var scope = Scope.open(name)) {
      var loss = subject.loss(name, outputs());
      if (loss != null) {
        differences.add(reference.compareSum(name, loss.value().item(), loss.sizeOfTerms()));
        gradients(loss.value(), group);
      }
    }
  }

  private void gradients(Tensor loss, String group) {
    List<String> names = reference.below(group);
    if (names.isEmpty()) {
      return;
    }
    parameters.zeroGrad();
    Torch.backward(loss);
    for (String name : names) {
      var part = subject.family().part(name);
      String own = part.parameter();
      var shape = weights.names().contains(own) ? weights.shape(own) : null;
      Tensor gradient = shape == null ? null : Torch.gradient(parameters.get(own, shape.sizes()));
      Tensor rows =
          gradient == null || part.rows() < 0
              ? gradient
              : gradient.narrow(0, part.from(), part.rows());
      float[] found = rows == null ? new float[0] : rows.floats();
      differences.add(reference.compare(group + name, "torch", found, new long[0]));
    }
  }

  @Override
  public void close() {
    parameters.close();
  }
}
