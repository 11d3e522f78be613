// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.distillation.StudentSpec;
import org.lyceum.torch.Precision;

class LearningTest {
  private static Learning.Recipe recipe(StudentSpec kind, double minutes, double tokens) {
    return Learning.Recipe.of(kind, 6, Precision.FLOAT32, minutes, tokens);
  }

  private static boolean isGuided(StudentSpec kind, int teacherLayers) {
    return Learning.Recipe.of(kind, teacherLayers, Precision.FLOAT32, 10, 20).guided();
  }

  @Test
  void hasTheTeacherBesideAStudentOfHalfItsLayersOrMore() {
    assertThat(isGuided(new StudentSpec.Layers(List.of(0, 2, 5)), 6)).isTrue();
    assertThat(isGuided(new StudentSpec.Layers(List.of(0, 5)), 6)).isFalse();
    assertThat(isGuided(new StudentSpec.Layers(List.of(0, 6, 11)), 12)).isFalse();
    assertThat(isGuided(new StudentSpec.Layers(List.of(1)), 2)).isFalse();
    assertThat(isGuided(new StudentSpec.Fresh(6, 384), 6)).isFalse();
    assertThat(isGuided(new StudentSpec.Static(256), 1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10, 20, 128", // 180 would fit
    "10, 36, 100",
    "10, 60, 60",
    "10, 250, 32", // 14 would fit
    "2, 20, 64",
    "0.5, 20, 32"
  })
  void takesManyShortTextsOrFewLongOnesAndFewWhereThereAreFewMinutes(
      double minutes, double tokens, int texts) {
    for (var kind : List.of(new StudentSpec.Layers(List.of(0, 5)), new StudentSpec.Fresh(2, 64))) {
      assertThat(recipe(kind, minutes, tokens).batch()).isEqualTo(texts);
    }
    assertThat(recipe(new StudentSpec.Static(256), minutes, tokens).batch()).isEqualTo(512);
  }

  @Test
  void takesHalfOfTheTextsWithOneLayer() {
    var one = new StudentSpec.Layers(List.of(0));
    assertThat(recipe(one, 10, 20).batch()).isEqualTo(64);
    assertThat(recipe(one, 10, 36).batch()).isEqualTo(50);
    assertThat(recipe(one, 10, 250).batch()).isEqualTo(32);
    assertThat(recipe(one, 1, 20).batch()).isEqualTo(32);
  }

  @Test
  void tellsAStudentOfOneLayerNothingThatTheTeacherDoesNotKnow() {
    assertThat(Learning.isToldLabels(new StudentSpec.Layers(List.of(5)))).isFalse();
    assertThat(Learning.isToldLabels(new StudentSpec.Layers(List.of(0, 5)))).isTrue();
    assertThat(Learning.isToldLabels(new StudentSpec.Fresh(2, 64))).isTrue();
    assertThat(Learning.isToldLabels(new StudentSpec.Static(256))).isTrue();
  }

  @Test
  void learnsSlowerWithMoreLayersUpToThree() {
    var layers = List.of(0, 1, 2, 3, 4);
    double[] peaks = {3e-3, 1e-3, 2e-3 / 3, 2e-3 / 3, 2e-3 / 3};
    for (int n = 1; n <= 5; n++) {
      var kind = new StudentSpec.Layers(layers.subList(0, n));
      assertThat(recipe(kind, 10, 30).peak()).isCloseTo(peaks[n - 1], within(1e-12));
    }
  }
}
