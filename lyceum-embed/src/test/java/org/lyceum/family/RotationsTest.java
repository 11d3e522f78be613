// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

class RotationsTest {
  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static ObjectNode config(String family) {
    return JsonFile.read(GoldenFiles.path("encoders/" + family).resolve("config.json"))
        .object()
        .deepCopy();
  }

  private static ObjectNode with(String family, String key, String value) {
    ObjectNode config = config(family);
    config.set(key, json(value));
    return config;
  }

  private static Architecture of(ObjectNode config) {
    return Families.of(new JsonFile(Path.of("config.json"), config));
  }

  private static void assertRefused(ObjectNode config, String message) {
    assertThatThrownBy(() -> of(config))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void haveTheFrequenciesOfTheirDefinition() {
    // 10,000 to the power of -2 i / 4: 1 and 1 / 100
    assertThat(Rotations.frequencies(10_000, 4)).containsExactly(1, (float) 0.01);
  }

  /** 4 of the 8 coordinates of a head turn in the reference file, which says 0.5. */
  @ParameterizedTest
  @ValueSource(strings = {"gpt-neox", "phi3"})
  void turnThePartOfAHeadThatTheInnerObjectSays(String family) {
    ObjectNode fresh = config(family);
    for (String old : new String[] {"partial_rotary_factor", "rotary_pct", "rope_scaling"}) {
      fresh.remove(old);
    }
    fresh.set("rope_parameters", json("{'partial_rotary_factor': 0.5, 'rope_type': 'default'}"));
    assertThat(turns(of(fresh))).isEqualTo(turns(of(config(family)))).hasSize(2);
    fresh.set("rope_parameters", json("{'partial_rotary_factor': 1.0, 'rope_type': 'default'}"));
    assertThat(turns(of(fresh))).hasSize(4);
  }

  /** The text of a rotation holds its frequencies. */
  private static String[] turns(Architecture architecture) {
    String text = architecture.toString();
    int start = text.indexOf("rotary [") + "rotary [".length();
    return text.substring(start, text.indexOf(']', start)).split(", ", -1);
  }

  @Test
  void refuseAPartOfAHeadWhereWholeOnesTurn() {
    assertRefused(
        with("llama", "rope_parameters", "{'partial_rotary_factor': 0.5}"),
        "'partial_rotary_factor' is 0.5 where whole heads turn");
    assertRefused(with("llama", "partial_rotary_factor", "0.5"), "where whole heads turn");
    assertThat(of(with("llama", "partial_rotary_factor", "1.0")).kind()).isEqualTo("llama");
  }

  @Test
  void refuseTwoNamesOfOneNumberThatDiffer() {
    assertRefused(
        with("gpt-neox", "rotary_pct", "0.25"), "'rotary_pct' and 'partial_rotary_factor'");
    assertRefused(with("gpt-neox", "rotary_emb_base", "3"), "'rotary_emb_base' and 'rope_theta'");
  }

  @ParameterizedTest
  @CsvSource({"rope_scaling, type", "rope_scaling, rope_type", "rope_parameters, rope_type"})
  void cutTextsWhereTheTableForLongOnesWouldBegin(String object, String type) {
    ObjectNode config =
        with(
            "phi3",
            object,
            "{'%s': 'longrope', 'short_factor': [1, 2], 'long_factor': [3, 4]}".formatted(type));
    assertThat(of(config.put("original_max_position_embeddings", 64)).sizes().longest())
        .isEqualTo(64);
    config.remove("original_max_position_embeddings");
    ((ObjectNode) config.get(object)).put("original_max_position_embeddings", 32);
    assertThat(of(config).sizes().longest()).isEqualTo(32);
    config.put("original_max_position_embeddings", 64);
    assertRefused(config, "'original_max_position_embeddings' must be the same everywhere");
  }

  @ParameterizedTest
  @CsvSource({
    "llama, rope_scaling",
    "llama, rope_parameters",
    "gemma3, rope_parameters",
    "modernbert, rope_parameters"
  })
  void refuseASettingThatIsNoObject(String family, String key) {
    assertRefused(with(family, key, "'yarn'"), "'%s' must be an object".formatted(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gemma3-bidirectional", "modernbert"})
  void refuseOneObjectWhereEachTypeOfLayerHasItsOwn(String family) {
    assertRefused(with(family, "rope_parameters", "{'rope_theta': 7}"), "'rope_theta' is 7");
  }

  @Test
  void refuseTwoObjectsThatDiffer() {
    ObjectNode config = with("llama", "rope_scaling", "{'type': 'linear', 'factor': 2}");
    config.set("rope_parameters", json("{'rope_type': 'default'}"));
    assertRefused(config, "'rope_scaling' and 'rope_parameters' must be the same");
    config.set("rope_parameters", config.get("rope_scaling"));
    assertThat(of(config).kind()).isEqualTo("llama");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'rope_type': 'llama3', 'factor': 2, 'low_freq_factor': 4, 'high_freq_factor': 4",
        "'rope_type': 'llama3', 'factor': 2, 'low_freq_factor': 0, 'high_freq_factor': 4",
        "'rope_type': 'yarn', 'factor': 2, 'attention_factor': 0",
        "'rope_type': 'yarn', 'factor': 2, 'attention_factor': -1.5",
        "'rope_type': 'yarn', 'factor': 2, 'beta_fast': 0",
        "'rope_type': 'yarn', 'factor': 2, 'rope_theta': 1",
        "'rope_type': 'linear', 'factor': 1e999",
        "'rope_type': 'linear'",
        "'rope_type': 'llama3', 'factor': 2, 'low_freq_factor': 1, 'high_freq_factor': 4",
        "'rope_type': 'longrope', 'short_factor': [1, 0, 1, 1], 'long_factor': []",
        "'rope_type': 'longrope', 'short_factor': [1, 1, 1, 1], 'long_factor': [],"
            + " 'original_max_position_embeddings': 1",
      })
  void refuseNumbersThatWouldNotBeFinite(String scaling) {
    ObjectNode config = with("llama", "rope_scaling", "{%s}".formatted(scaling));
    assertThatThrownBy(() -> of(config)).isInstanceOf(DataException.class);
  }
}
