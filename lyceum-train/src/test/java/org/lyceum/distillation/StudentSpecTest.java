// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.family.Architecture;
import org.lyceum.family.Families;
import org.lyceum.files.JsonFile;

class StudentSpecTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "layers:3; 6; layers:0,2,5",
        "layers:1; 6; layer:0",
        "layer:5; 6; layer:5",
        "layers:2; 6; layers:0,5",
        "layers:6; 6; layers:0,1,2,3,4,5",
        "layers:4; 12; layers:0,3,7,11",
        "layers:1,4; 6; layers:1,4",
        "fresh:2,128; 6; fresh:2,128",
        "static; 6; static",
        "static:128; 6; static:128"
      })
  void understandsWhatAStudentIsMadeOf(String text, int layers, String understood) {
    assertThat(StudentSpec.parse(text, layers)).hasToString(understood);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "layers",
        "layers:",
        "layers:x",
        "fresh:2",
        "static:",
        "big",
        "layers:-1",
        "layer:1,4",
        "static:256,128"
      })
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> StudentSpec.parse(text, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void refusesLayersThatTheTeacherLacks() {
    assertThatThrownBy(() -> StudentSpec.parse("layers:0,6", 6))
        .hasMessageContaining("the teacher has the layers 0..5, got [0, 6]");
    assertThatThrownBy(() -> StudentSpec.parse("layers:7", 6))
        .hasMessageContaining("takes 1 to 6 of the teacher's layers, got 7");
  }

  @Test
  void refusesLayersThatDoNotRise() {
    assertThatThrownBy(() -> StudentSpec.parse("layers:3,1", 6))
        .hasMessageContaining("layers must rise, got [3, 1]");
  }

  @Test
  void refusesAWidthThatHeadsDoNotDivide() {
    assertThatThrownBy(() -> StudentSpec.parse("fresh:2,100", 6))
        .hasMessageContaining("a multiple of 32 from 32 to 1024, got 100");
  }

  @Test
  void choosesLayersThatCanStandWhereTheyShall() {
    // of 22 layers each third is global: of 0, 10 and 21 the last cannot become a local one
    var config =
        """
        {"model_type": "modernbert", "vocab_size": 100, "hidden_size": 32,
         "num_hidden_layers": 22, "num_attention_heads": 4, "intermediate_size": 48}
        """;
    assertThat(StudentSpec.parse("layers:3", architecture(config))).hasToString("layers:0,10,20");
    assertThat(StudentSpec.parse("layers:0,21", architecture(config))).hasToString("layers:0,21");
  }

  private static Architecture architecture(String config) {
    try {
      return Families.of(new JsonFile(Path.of("config.json"), new ObjectMapper().readTree(config)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
