// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lyceum.encoder.PatchGrid;
import org.lyceum.encoder.Tokens;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class PictureFamiliesTest {
  private static final Map<String, String> CONFIGS =
      Map.of(
          "vit",
          "'hidden_size': 8, 'num_hidden_layers': 1, 'num_attention_heads': 2,"
              + " 'intermediate_size': 16",
          "beit",
          "'hidden_size': 8, 'num_hidden_layers': 1, 'num_attention_heads': 2,"
              + " 'intermediate_size': 16",
          "dinov2",
          "'hidden_size': 8, 'num_hidden_layers': 1, 'num_attention_heads': 2",
          "swin",
          "'embed_dim': 8, 'depths': [2, 2], 'num_heads': [2, 2]",
          "clip",
          "'projection_dim': 4");

  private static JsonFile config(String type, String more) {
    String text = "{'model_type': '%s', %s%s}".formatted(type, CONFIGS.get(type), more);
    try {
      var root = new ObjectMapper().readTree(text.replace('\'', '"'));
      return new JsonFile(Path.of("config.json"), root);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static void assertRefused(String type, String more, String message) {
    assertThatThrownBy(() -> Families.any(config(type, more)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void areNoEncodersOfTexts() {
    assertThat(Families.any(config("vit", ""))).isInstanceOf(PictureArchitecture.class);
    assertThatThrownBy(() -> Families.of(config("vit", "")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("model_type is 'vit', which takes pictures");
  }

  @Test
  void takeOneSizeOrHeightAndWidth() {
    var vit = (PictureArchitecture) Families.any(config("vit", ", 'image_size': [32, 48]"));
    assertThat(vit.grid()).isEqualTo(new PatchGrid(3, 32, 48, 16, 16));
    assertRefused(
        "vit", ", 'image_size': [32]", "'image_size' must be a size, or height and width");
  }

  @Test
  void refuseASettingThatIsNotUnderstood() {
    assertRefused("vit", ", 'windows': 3", "'windows' is 3, a setting that is not understood");
    assertRefused("clip", ", 'vision_config': {'windows': 3}", "'windows' is 3");
  }

  @Test
  void refuseWhatTheReferenceCannotRun() {
    assertRefused("swin", ", 'use_absolute_embeddings': true", "use_absolute_embeddings is true");
    assertRefused("swin", ", 'image_size': 32", "windows of 7 do not fit the 4 x 4 states");
  }

  @Test
  void refuseBiasesAndPositionsOfPicturesThatAreNoSquares() {
    assertRefused("dinov2", ", 'image_size': [28, 56]", "are no squares");
    assertRefused(
        "beit",
        ", 'image_size': [32, 48], 'use_relative_position_bias': true",
        "stretches positions of pictures that are no squares");
  }

  @Test
  void readTheSecondObjectOfASideBeforeTheFirst() {
    var clip =
        (PairArchitecture)
            Families.any(
                config(
                    "clip",
                    ", 'vision_config': {'patch_size': 16},"
                        + " 'vision_config_dict': {'image_size': 64}, 'text_config_dict': null"));
    assertThat(clip.grid()).isEqualTo(new PatchGrid(3, 64, 64, 32, 32));
  }

  @Test
  void poolAtTheFirstEndTokenOrAtTheHighestId() {
    try (var scope = Scope.open("test")) {
      Tensor ids = Torch.tensor(new long[] {4, 7, 9, 7, 1, 9, 2, 3, 9, 9, 1, 2}, 3, 4);
      Tensor states =
          Torch.tensor(new double[] {0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23}, 3, 4, 1);
      var tokens = new Tokens(ids, null, null);
      // 7 stands second in the first text and nowhere in the others, which take their first token
      assertThat(ClipTexts.atFirst(states, tokens, 7).doubles()).containsExactly(1, 10, 20);
      assertThat(ClipTexts.atHighest(states, tokens).doubles()).containsExactly(2, 11, 20);
    }
  }
}
