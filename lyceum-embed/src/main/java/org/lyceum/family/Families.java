// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.lyceum.files.JsonFile;

/** The families of encoders, by the {@code model_type} of a {@code config.json}. */
public final class Families {
  private static final Map<String, Function<Settings, ? extends Family>> BY_TYPE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("albert", Albert::of),
              Map.entry("bart", Bart::of),
              Map.entry("beit", Beit::of),
              Map.entry("bert", s -> new Bert(BertConfig.of(s, 2, 1e-12, "gelu"))),
              Map.entry("camembert", s -> Roberta.of("camembert", s)),
              Map.entry("clip", Clip::of),
              Map.entry("clip_vision_model", ClipPictures::of),
              Map.entry("deberta-v2", Deberta::of),
              Map.entry("dinov2", Dinov2::of),
              Map.entry("dinov2_with_registers", Dinov2::withRegisters),
              Map.entry("distilbert", DistilBert::of),
              Map.entry("electra", Electra::of),
              Map.entry("gemma", Gemma::of),
              Map.entry("gemma3_text", Gemma3::of),
              Map.entry("gte", GteNew::gte),
              Map.entry("gpt2", Gpt2::of),
              Map.entry("gpt_neox", GptNeoX::of),
              Map.entry("llama", Llama::of),
              Map.entry("mistral", Llama::mistral),
              Map.entry("modernbert", ModernBert::of),
              Map.entry("mpnet", MpNet::of),
              Map.entry("mt5", s -> T5.of("mt5", s)),
              Map.entry("new", GteNew::of),
              Map.entry("nomic_bert", NomicBert::of),
              Map.entry("olmo2", Olmo2::of),
              Map.entry("phi3", Phi3::of),
              Map.entry("qwen2", Llama::qwen2),
              Map.entry("qwen3", Qwen3::of),
              Map.entry("roberta", s -> Roberta.of("roberta", s)),
              Map.entry("siglip", Siglip::of),
              Map.entry("siglip_vision_model", SiglipPictures::of),
              Map.entry("swin", Swin::of),
              Map.entry("t5", s -> T5.of("t5", s)),
              Map.entry("umt5", s -> T5.of("umt5", s)),
              Map.entry("vit", Vit::of),
              Map.entry("vit_mae", VitMae::of),
              Map.entry("xlm-roberta", s -> Roberta.of("xlm-roberta", s))));

  private Families() {}

  /**
   * {@return whether there is a family of a {@code model_type}}
   *
   * @param type such as {@code bert}
   */
  public static boolean isKnown(String type) {
    return BY_TYPE.containsKey(type);
  }

  /**
   * {@return the encoder of texts that a {@code config.json} describes}
   *
   * @param config the file
   * @throws org.lyceum.tensor.DataException if the family is not known or takes pictures, a size is
   *     missing or wrong, or a setting that may change the vectors is not understood
   */
  public static Architecture of(JsonFile config) {
    if (any(config) instanceof Architecture architecture) {
      return architecture;
    }
    throw new Settings(config)
        .unsupported(
            "model_type is '%s', which takes pictures and is no encoder of texts",
            config.string("model_type"));
  }

  /**
   * {@return a {@code config.json} without what says nothing of the states that are computed, such
   * as versions, dropout and labels}
   *
   * @param settings its content
   */
  public static ObjectNode telling(ObjectNode settings) {
    ObjectNode left = settings.deepCopy();
    settings.properties().stream()
        .filter(setting -> HarmlessSettings.pass(setting.getKey(), setting.getValue()))
        .forEach(setting -> left.remove(setting.getKey()));
    return left;
  }

  /**
   * {@return what a {@code config.json} describes, be it for texts, pictures or both}
   *
   * @param config the file
   * @throws org.lyceum.tensor.DataException if the family is not known, a size is missing or wrong,
   *     or a setting that may change the vectors is not understood
   */
  public static Family any(JsonFile config) {
    var settings = new Settings(config);
    String type = config.string("model_type");
    var family = BY_TYPE.get(type);
    if (family == null) {
      throw settings.unsupported(
          "model_type is '%s'; supported: %s and static tables",
          type, String.join(", ", BY_TYPE.keySet()));
    }
    try {
      var found = family.apply(settings);
      settings.done();
      return found;
    } catch (IllegalArgumentException e) {
      throw settings.wrong(e);
    }
  }
}
