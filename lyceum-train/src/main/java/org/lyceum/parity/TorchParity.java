// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.embed.EncoderFolder;
import org.lyceum.family.Architecture;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/** What libtorch computes, gradients included. */
final class TorchParity implements AutoCloseable {
  private static final long NO_LABEL = -100;

  private final EncoderFolder encoder;
  private final Architecture architecture;
  private final Reference reference;
  private final TorchParameters parameters;
  private final List<Difference> differences = new ArrayList<>();

  TorchParity(EncoderFolder encoder, Reference reference) {
    this.encoder = encoder;
    this.reference = reference;
    architecture = reference.of(encoder.architecture());
    parameters = TorchParameters.load(encoder.weights(), DType.F32, true);
  }

  List<Difference> check() {
    try (var scope = Scope.open("parity")) {
      Map<String, Tensor> outputs = outputs();
      outputs.forEach(
          (name, tensor) ->
              differences.add(
                  reference.compare(
                      name, "torch", tensor.floats(), Outputs.mask(name, reference))));
    }
    try (var scope = Scope.open("loss")) {
      if (reference.has("loss")) {
        loss(outputs().get("last_hidden_state"));
      }
    }
    try (var scope = Scope.open("lm_loss")) {
      if (reference.has("lm_loss")) {
        languageModelLoss(outputs().get("logits"));
      }
    }
    return differences;
  }

  private Map<String, Tensor> outputs() {
    var batch = Outputs.Batch.of(reference, this::integers);
    return Outputs.of(architecture, parameters, batch, reference);
  }

  private Tensor integers(String name) {
    return Torch.tensor(reference.longs(name), reference.sizes(name));
  }

  private void loss(@Nullable Tensor last) {
    if (last == null) {
      return;
    }
    Tensor weight = Torch.tensor(reference.floats("loss_weight"), reference.sizes("loss_weight"));
    Tensor terms = last.mul(weight).mul(integers("attention_mask").cast(DType.F32).unsqueeze(-1));
    Tensor loss = terms.sum();
    differences.add(reference.compareSum("loss", loss.item(), terms.abs().sum().item()));
    gradients(loss, "grad.");
  }

  private void languageModelLoss(@Nullable Tensor logits) {
    if (logits == null) {
      return;
    }
    Tensor loss = logits.shape().rank() == 2 ? replaced(logits) : crossEntropy(logits);
    differences.add(reference.compareSum("lm_loss", loss.item(), 10));
    gradients(loss, "lm_grad.");
  }

  /** Of the right entry at each position, or at the one before where a token sees only those. */
  private Tensor crossEntropy(Tensor logits) {
    Tensor labels = integers("labels");
    long length = labels.shape().size(1);
    boolean next = architecture.causal();
    Tensor wanted = next ? labels.narrow(1, 1, length - 1) : labels;
    Tensor given = next ? logits.narrow(1, 0, length - 1) : logits;
    Tensor counted = wanted.eq(NO_LABEL).not();
    Tensor known = wanted.maskedFill(counted.not(), 0).unsqueeze(-1);
    Tensor picked = given.logSoftmax(-1).gather(-1, known).squeeze(-1);
    Tensor weights = counted.cast(DType.F32);
    return picked.mul(weights).sum().neg().div(weights.sum());
  }

  /** Whether each token was replaced: log(1 + e^x) - x y. */
  private Tensor replaced(Tensor logits) {
    Tensor labels = integers("labels");
    Tensor weights = labels.eq(NO_LABEL).not().cast(DType.F32);
    Tensor truth = labels.cast(DType.F32);
    Tensor softplus = logits.relu().add(logits.abs().neg().exp().log1p());
    return softplus.sub(logits.mul(truth)).mul(weights).sum().div(weights.sum());
  }

  private void gradients(Tensor loss, String group) {
    List<String> names = reference.below(group);
    if (names.isEmpty()) {
      return;
    }
    parameters.zeroGrad();
    Torch.backward(loss);
    for (String name : names) {
      var part = encoder.architecture().part(name);
      String own = part.parameter();
      var shape = encoder.weights().names().contains(own) ? encoder.weights().shape(own) : null;
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
