// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.PictureEncoder;
import org.lyceum.encoder.States;
import org.lyceum.family.MaskedArchitecture;
import org.lyceum.family.PictureArchitecture;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/** An encoder of pictures with its heads. */
record PictureSubject(PictureArchitecture family, Reference reference) implements Subject {
  @Override
  public List<String> inputs() {
    return List.of("pixel_values", "noise");
  }

  @Override
  public Map<String, Tensor> outputs(Parameters parameters, Map<String, Tensor> given) {
    Tensor pixels = Objects.requireNonNull(given.get("pixel_values"));
    Tensor noise = given.get("noise");
    var outputs = new LinkedHashMap<String, Tensor>();
    if (noise == null || !(family instanceof MaskedArchitecture masked)) {
      encode(family.load(parameters), pixels, outputs);
    } else {
      var mask = masked.mask(noise);
      Tensor last = encode(masked.load(parameters, mask), pixels, outputs);
      var decoder = masked.decoder(parameters);
      Tensor logits = decoder.logits(last, mask);
      outputs.put("mask", mask.hidden(DType.F32));
      outputs.put("ids_restore", mask.ranks().cast(DType.F32));
      outputs.put("decoder_logits", logits);
      outputs.put("mae_loss", decoder.loss(pixels, logits, mask));
    }
    Tensor last = Objects.requireNonNull(outputs.get("last_hidden_state"));
    family.heads(parameters).forEach((name, head) -> outputs.put(name, head.apply(last)));
    outputs.keySet().removeIf(name -> !reference.has(name));
    return outputs;
  }

  private Tensor encode(PictureEncoder encoder, Tensor pixels, Map<String, Tensor> outputs) {
    var states = encoder.encode(pixels);
    add(outputs, "", states);
    for (String layer : reference.below("attention.")) {
      outputs.put("attention." + layer, encoder.attention(pixels, Integer.parseInt(layer)));
    }
    return states.last();
  }

  static void add(Map<String, Tensor> outputs, String side, States states) {
    for (int i = 0; i < states.hidden().size(); i++) {
      outputs.put(side + "hidden." + i, states.hidden().get(i));
    }
    outputs.put(side + "last_hidden_state", states.last());
  }

  @Override
  public @Nullable Loss loss(String name, Map<String, Tensor> outputs) {
    Tensor last = outputs.get("last_hidden_state");
    Tensor error = outputs.get("mae_loss");
    if (name.equals("loss") && last != null) {
      Tensor weight = reference.tensor("loss_weight").narrow(1, 0, last.shape().size(1));
      Tensor terms = last.mul(weight);
      return new Loss(terms.sum(), terms.abs().sum().item());
    }
    return name.equals("mae_loss") && error != null ? new Loss(error, 10) : null;
  }
}
