// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;

/** Each family of encoders against reference values, by both runtimes. */
class FamiliesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "albert",
        "bart",
        "bert",
        "camembert",
        "deberta-v2",
        "deberta-v3",
        "distilbert",
        "electra",
        "gemma",
        "gemma3",
        "gemma3-bidirectional",
        "gpt-neox",
        "gpt2",
        "llama",
        "llama3",
        "mistral",
        "modernbert",
        "mpnet",
        "mt5",
        "nomic-bert",
        "olmo2",
        "phi3",
        "qwen2",
        "qwen3",
        "roberta",
        "t5",
        "umt5",
        "xlm-roberta"
      })
  void holdsForTextEncoders(String family) {
    assertThat(names(family))
        .contains("torch.hidden.1", "onnx.hidden.1", "torch.loss", "onnx.pooled.mean")
        .anyMatch(name -> name.startsWith("torch.grad."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"beit", "dinov2", "swin", "vit", "vit-mae"})
  void holdsForPictureEncoders(String family) {
    assertThat(names(family))
        .contains("torch.hidden.1", "onnx.hidden.1", "torch.loss", "onnx.attention.1")
        .containsAll(
            family.equals("vit-mae")
                ? List.of("torch.mae_loss", "onnx.decoder_logits", "onnx.ids_restore")
                : List.of("torch.pooler_output", "onnx.pooler_output"))
        .anyMatch(name -> name.startsWith("torch.grad."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "siglip"})
  void holdsForEncodersOfTextsAndPictures(String family) {
    assertThat(names(family))
        .contains("torch.text.hidden.1", "onnx.text.pooler_output", "onnx.text_embeds")
        .contains("torch.image.hidden.1", "onnx.image.pooler_output", "onnx.image_embeds")
        .contains("onnx.logits_per_text", "torch.logits_per_image", "torch.contrastive_loss")
        .anyMatch(name -> name.startsWith("torch.grad.text_model."))
        .anyMatch(name -> name.startsWith("torch.contrastive_grad.vision_model."));
  }

  /** What was compared, all of it within tolerance: the runtime and the array. */
  private static List<String> names(String family) {
    Path folder = GoldenFiles.path("encoders/" + family);
    var differences = Parity.check(folder, folder);
    assertThat(differences).allMatch(Difference::isWithin);
    return differences.stream()
        .filter(d -> !d.runtime().equals("text"))
        .map(d -> d.runtime() + d.tensor().substring(d.tensor().indexOf('.')))
        .toList();
  }
}
