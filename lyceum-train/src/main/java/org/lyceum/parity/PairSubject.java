// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Tokens;
import org.lyceum.family.DualEncoder;
import org.lyceum.family.PairArchitecture;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/** An encoder of texts beside one of pictures. */
record PairSubject(PairArchitecture family, Reference reference) implements Subject {
  private static final String TEXT = "text.";
  private static final String IMAGE = "image.";

  @Override
  public List<String> inputs() {
    return List.of("input_ids", "attention_mask", "pixel_values");
  }

  @Override
  public Map<String, Tensor> outputs(Parameters parameters, Map<String, Tensor> given) {
    var model = family.load(parameters);
    var outputs = new LinkedHashMap<String, Tensor>();
    Tensor texts = texts(model.texts(), TextSubject.tokens(given), outputs);
    Tensor pixels = Objects.requireNonNull(given.get("pixel_values"));
    Tensor pictures = pictures(model.pictures(), pixels, outputs);
    Tensor logits = model.contrast().logits(texts, pictures);
    outputs.put("logits_per_text", logits);
    outputs.put("logits_per_image", logits.transpose());
    outputs.put("contrastive_loss", model.contrast().loss(logits));
    outputs.keySet().removeIf(name -> !reference.has(name));
    return outputs;
  }

  private Tensor texts(DualEncoder.Texts side, Tokens tokens, Map<String, Tensor> outputs) {
    var states = side.encode(tokens);
    PictureSubject.add(outputs, TEXT, states);
    for (String layer : reference.below(TEXT + "attention.")) {
      outputs.put(TEXT + "attention." + layer, side.attention(tokens, Integer.parseInt(layer)));
    }
    Tensor pooled = side.pooling().apply(states.last(), tokens);
    Tensor vectors = side.project(pooled);
    outputs.put(TEXT + "pooler_output", pooled);
    outputs.put("text_embeds", vectors);
    return vectors;
  }

  private Tensor pictures(DualEncoder.Pictures side, Tensor pixels, Map<String, Tensor> outputs) {
    var states = side.encoder().encode(pixels);
    PictureSubject.add(outputs, IMAGE, states);
    for (String layer : reference.below(IMAGE + "attention.")) {
      outputs.put(
          IMAGE + "attention." + layer, side.encoder().attention(pixels, Integer.parseInt(layer)));
    }
    Tensor pooled = side.pooling().apply(states.last());
    Tensor vectors = side.project(pooled);
    outputs.put(IMAGE + "pooler_output", pooled);
    outputs.put("image_embeds", vectors);
    return vectors;
  }

  @Override
  public long[] mask(String name) {
    if (name.startsWith(TEXT + "attention.")) {
      return Outputs.queryMask(name, reference);
    }
    boolean eachToken = name.startsWith(TEXT) && !name.endsWith("pooler_output");
    return eachToken ? reference.longs("attention_mask") : new long[0];
  }

  @Override
  public @Nullable Loss loss(String name, Map<String, Tensor> outputs) {
    Tensor texts = outputs.get("text_embeds");
    Tensor pictures = outputs.get("image_embeds");
    Tensor contrast = outputs.get("contrastive_loss");
    if (name.equals("loss") && texts != null && pictures != null) {
      Tensor ofTexts = texts.mul(reference.tensor("text_weight"));
      Tensor ofPictures = pictures.mul(reference.tensor("image_weight"));
      double size = ofTexts.abs().sum().add(ofPictures.abs().sum()).item();
      return new Loss(ofTexts.sum().add(ofPictures.sum()), size);
    }
    return name.equals("contrastive_loss") && contrast != null ? new Loss(contrast, 10) : null;
  }
}
