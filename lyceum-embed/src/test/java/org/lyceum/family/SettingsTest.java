// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lyceum.GoldenFiles;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.RelativeBias;
import org.lyceum.tensor.DataException;
import org.lyceum.text.JsonFile;

class SettingsTest {
  private static final Path FILE = Path.of("config.json");

  private static ObjectNode config(String family) {
    return JsonFile.read(GoldenFiles.path("encoders/" + family).resolve("config.json"))
        .object()
        .deepCopy();
  }

  private static Architecture of(ObjectNode config) {
    return Families.of(new JsonFile(FILE, config));
  }

  @Test
  void refusesASettingThatIsNotUnderstood() {
    var config = config("bert").put("use_magic_attention", 3);
    assertThatThrownBy(() -> of(config))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'use_magic_attention' is 3, a setting that is not understood");
  }

  @Test
  void takesSettingsThatAreNullOrChangeNothing() {
    var config = config("bert").put("is_causal", false).putNull("other");
    config.put("attention_probs_dropout_prob", 0.7).put("transformers_version", "99");
    assertThat(of(config)).isEqualTo(of(config("bert")));
  }

  @Test
  void refusesAnUnknownStretchingOfPositions() {
    var config = config("llama");
    config.putObject("rope_scaling").put("rope_type", "spiral").put("factor", 2.0);
    assertThatThrownBy(() -> of(config)).hasMessageContaining("rope_type is 'spiral'");
  }

  @Test
  void refusesHeadsThatDoNotFit() {
    var config = config("llama").put("num_key_value_heads", 3);
    assertThatThrownBy(() -> of(config))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must be a multiple of those of keys, got 4 and 3");
    assertThatThrownBy(() -> Heads.of(5, 32)).hasMessageContaining("heads must divide");
  }

  @Test
  void refusesACappedScore() {
    var config = config("gemma3").put("attn_logit_softcapping", 50.0);
    assertThatThrownBy(() -> of(config)).hasMessageContaining("'attn_logit_softcapping' is '50.0'");
  }

  @Test
  void readsLongTextsOfPhiAsFarAsItsShortTable() throws IOException {
    var config = config("phi3").put("original_max_position_embeddings", 64);
    config.set(
        "rope_scaling",
        new ObjectMapper()
            .readTree(
                "{\"type\": \"longrope\", \"short_factor\": [1, 2], \"long_factor\": [3, 4]}"));
    assertThat(of(config).sizes().longest()).isEqualTo(64);
  }

  @Test
  void hasTheFrequenciesOfTheirDefinition() {
    // 10,000 to the power of -2 i / 4: 1 and 1 / 100
    assertThat(Rotations.frequencies(10_000, 4)).containsExactly(1, (float) 0.01);
  }

  @Test
  void putsDistancesIntoBucketsAsT5Does() {
    var row = RelativeBias.Buckets.logarithmic(32, 128).row();
    // exact to 7 either way, then 8 buckets to 127: 8 + log(16 / 8) / log(128 / 8) * 8 = 10
    int[] wanted = {0, 7, 16 + 1, 16 + 7, 8, 10, 15, 31};
    int[] distances = {0, -7, 1, 7, -8, -16, -200, 200};
    for (int i = 0; i < wanted.length; i++) {
      assertThat(row.applyAsInt(distances[i])).as("%d", distances[i]).isEqualTo(wanted[i]);
    }
  }
}
