// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.embed.EncoderFolder;
import org.lyceum.encoder.Tokens;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/** What libtorch computes, gradients included. */
final class TorchParity implements AutoCloseable {
  private static final long NO_LABEL = -100;

  private final EncoderFolder encoder;
  private final Reference reference;
  private final TorchParameters parameters;
  private final List<Difference> differences = new ArrayList<>();

  TorchParity(EncoderFolder encoder, Reference reference) {
    this.encoder = encoder;
    this.reference = reference;
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
    @Nullable Tensor types = reference.has("token_type_ids") ? integers("token_type_ids") : null;
    var tokens = new Tokens(integers("input_ids"), integers("attention_mask"), types);
    return Outputs.of(encoder, parameters, tokens, reference);
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
    Tensor labels = integers("labels");
    Tensor counted = labels.eq(NO_LABEL).not();
    Tensor known = labels.maskedFill(counted.not(), 0).unsqueeze(-1);
    Tensor picked = logits.logSoftmax(-1).gather(-1, known).squeeze(-1);
    Tensor weights = counted.cast(DType.F32);
    Tensor loss = picked.mul(weights).sum().neg().div(weights.sum());
    differences.add(reference.compareSum("lm_loss", loss.item(), 10));
    gradients(loss, "lm_grad.");
  }

  private void gradients(Tensor loss, String group) {
    List<String> names = reference.below(group);
    if (names.isEmpty()) {
      return;
    }
    parameters.zeroGrad();
    Torch.backward(loss);
    for (String name : names) {
      String own = name.startsWith("bert.") ? name.substring("bert.".length()) : name;
      Tensor gradient = Torch.gradient(parameters.get(own, reference.sizes(group + name)));
      float[] found = gradient == null ? new float[0] : gradient.floats();
      differences.add(reference.compare(group + name, "torch", found, new long[0]));
    }
  }

  @Override
  public void close() {
    parameters.close();
  }
}
