// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.CrossAttention.Memory;
import org.lyceum.encoder.Tokens;
import org.lyceum.family.Architecture;
import org.lyceum.nn.Parameters;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.Tensor;

/** What an encoder and its heads give for a batch, by the names of the reference. */
final class Outputs {
  private static final Map<String, String> POOLINGS =
      Map.of(
          "pooled.cls", "cls",
          "pooled.last", "lasttoken",
          "pooled.max", "max",
          "pooled.mean", "mean",
          "pooled.weightedmean", "weightedmean");

  private Outputs() {}

  /** Texts, and what was written behind them where the model writes. */
  record Batch(Tokens tokens, @Nullable Tensor written) {}

  /** Computes or records every output that the reference has. */
  static Map<String, Tensor> of(
      Architecture architecture, Parameters parameters, Batch batch, Reference reference) {
    var tokens = batch.tokens;
    var outputs = new LinkedHashMap<String, Tensor>();
    var encoder = architecture.load(parameters);
    var states = encoder.encode(tokens);
    for (int i = 0; i < states.hidden().size(); i++) {
      outputs.put("hidden." + i, states.hidden().get(i));
    }
    Tensor last = states.last();
    outputs.put("last_hidden_state", last);
    POOLINGS.forEach(
        (name, pooling) ->
            // the reference weighs by the position in the padded row, as if padding were tokens
            outputs.put(name, Pooling.named(pooling).apply(last, null, tokens.mask()).normalize()));
    for (String layer : reference.below("attention.")) {
      outputs.put("attention." + layer, encoder.attention(tokens, Integer.parseInt(layer)));
    }
    architecture.heads(parameters).forEach((name, head) -> outputs.put(name, head.apply(last)));
    if (batch.written != null) {
      var memory = Memory.of(last, tokens.mask());
      Tensor logits = architecture.continued(parameters, memory, batch.written);
      if (logits != null) {
        outputs.put("logits", logits);
      }
    }
    outputs.keySet().removeIf(name -> !reference.has(name));
    return outputs;
  }

  /** Which elements of an output count: all, or those of real tokens. */
  static long[] mask(String name, Reference reference) {
    boolean eachToken =
        name.startsWith("hidden.")
            || name.equals("last_hidden_state")
            || (name.equals("logits") && !reference.has("decoder_input_ids"));
    if (eachToken) {
      return reference.longs("attention_mask");
    }
    return name.startsWith("attention.") ? queryMask(name, reference) : new long[0];
  }

  /** The mask of rows of attention, (B, H, T). */
  static long[] queryMask(String name, Reference reference) {
    int heads = Math.toIntExact(reference.sizes(name)[1]);
    int length = reference.length();
    long[] tokens = reference.longs("attention_mask");
    long[] mask = new long[reference.texts() * heads * length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = tokens[i / (heads * length) * length + i % length];
    }
    return mask;
  }
}
