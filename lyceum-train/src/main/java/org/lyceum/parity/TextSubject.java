// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Tokens;
import org.lyceum.family.Architecture;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/** An encoder of texts with its heads. */
record TextSubject(Architecture family, Reference reference) implements Subject {
  private static final long NO_LABEL = -100;

  @Override
  public List<String> inputs() {
    return List.of("input_ids", "attention_mask", "token_type_ids", "decoder_input_ids");
  }

  @Override
  public Map<String, Tensor> outputs(Parameters parameters, Map<String, Tensor> given) {
    var batch = new Outputs.Batch(tokens(given), given.get("decoder_input_ids"));
    return Outputs.of(family, parameters, batch, reference);
  }

  static Tokens tokens(Map<String, Tensor> given) {
    Tensor ids = Objects.requireNonNull(given.get("input_ids"));
    return new Tokens(ids, given.get("attention_mask"), given.get("token_type_ids"));
  }

  @Override
  public long[] mask(String name) {
    return Outputs.mask(name, reference);
  }

  @Override
  public void requireFits(Path fixture) {
    reference.requireFits(family.sizes(), fixture);
  }

  @Override
  public @Nullable Loss loss(String name, Map<String, Tensor> outputs) {
    Tensor last = outputs.get("last_hidden_state");
    Tensor logits = outputs.get("logits");
    if (name.equals("loss") && last != null) {
      Tensor mask = reference.tensor("attention_mask").cast(DType.F32).unsqueeze(-1);
      Tensor terms = last.mul(reference.tensor("loss_weight")).mul(mask);
      return new Loss(terms.sum(), terms.abs().sum().item());
    }
    if (name.equals("lm_loss") && logits != null) {
      return new Loss(logits.shape().rank() == 2 ? replaced(logits) : crossEntropy(logits), 10);
    }
    return null;
  }

  /** Of the right entry at each position, or at the one before where a token sees only those. */
  private Tensor crossEntropy(Tensor logits) {
    Tensor labels = reference.tensor("labels");
    long length = labels.shape().size(1);
    boolean next = family.causal();
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
    Tensor labels = reference.tensor("labels");
    Tensor weights = labels.eq(NO_LABEL).not().cast(DType.F32);
    Tensor truth = labels.cast(DType.F32);
    Tensor softplus = logits.relu().add(logits.abs().neg().exp().log1p());
    return softplus.sub(logits.mul(truth)).mul(weights).sum().div(weights.sum());
  }
}
