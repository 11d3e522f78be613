// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
      strings = {"", "layers", "layers:", "layers:x", "fresh:2", "static:", "big", "layers:-1"})
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
        .hasMessageContaining("a multiple of 32, got 2,100");
  }
}
