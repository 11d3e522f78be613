// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.embed.EncoderFolder;
import org.lyceum.encoder.Bert;
import org.lyceum.encoder.Tokens;
import org.lyceum.head.BertPooler;
import org.lyceum.head.MaskedLanguageHead;
import org.lyceum.head.NextSentenceHead;
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

  /** Computes or records every output that the reference has. */
  static Map<String, Tensor> of(
      EncoderFolder encoder, Parameters parameters, Tokens tokens, Reference reference) {
    var outputs = new LinkedHashMap<String, Tensor>();
    var bert = Bert.load(encoder.config(), parameters);
    List<Tensor> states = bert.hiddenStates(tokens);
    for (int i = 0; i < states.size(); i++) {
      outputs.put("hidden." + i, states.get(i));
    }
    Tensor last = states.getLast();
    outputs.put("last_hidden_state", last);
    POOLINGS.forEach(
        (name, pooling) ->
            outputs.put(name, Pooling.named(pooling).apply(last, tokens.mask()).normalize()));
    for (String layer : reference.below("attention.")) {
      outputs.put("attention." + layer, bert.attention(tokens, Integer.parseInt(layer)));
    }
    heads(outputs, bert, parameters, last);
    outputs.keySet().removeIf(name -> !reference.has(name));
    return outputs;
  }

  private static void heads(
      Map<String, Tensor> outputs, Bert bert, Parameters parameters, Tensor last) {
    if (parameters.has("pooler.dense.weight")) {
      outputs.put("pooler_output", BertPooler.load(parameters, bert.width()).apply(last));
    }
    if (parameters.has("cls.seq_relationship.weight")) {
      var head = NextSentenceHead.load(parameters, bert.width());
      outputs.put("seq_relationship_logits", head.logits(last));
    }
    if (parameters.has("cls.predictions.bias")) {
      outputs.put("logits", MaskedLanguageHead.load(bert, parameters).logits(last));
    }
  }

  /** Which elements of an output count: all, or those of real tokens. */
  static long[] mask(String name, Reference reference) {
    boolean eachToken =
        name.startsWith("hidden.") || name.equals("last_hidden_state") || name.equals("logits");
    if (eachToken) {
      return reference.longs("attention_mask");
    }
    return name.startsWith("attention.") ? queryMask(name, reference) : new long[0];
  }

  /** The mask of rows of attention, (B, H, T). */
  private static long[] queryMask(String name, Reference reference) {
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
