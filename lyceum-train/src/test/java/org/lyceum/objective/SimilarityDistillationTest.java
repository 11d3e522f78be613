// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class SimilarityDistillationTest implements ObjectiveContract {
  private final Scope scope = Scope.open("test");

  @AfterEach
  void close() {
    scope.close();
  }

  @Override
  public Objective objective() {
    return new SimilarityDistillation(3);
  }

  @Test
  void isZeroWhereTheStudentIsTheTeacherTurned() {
    // a rotation by 90 degrees keeps every cosine
    var teacher = Torch.tensor(new double[] {1, 0, 0.6, 0.8, -1, 2}, 3, 2);
    var student = Torch.tensor(new double[] {0, 1, -0.8, 0.6, -2, -1}, 3, 2);
    var loss =
        new SimilarityDistillation(20).loss(Embeddings.of(student).withTeacher(List.of(teacher)));
    assertThat(loss.item()).isCloseTo(0, within(1e-12));
  }

  @Test
  void leavesATextsSimilarityToItselfOut() {
    // Teacher: e1, e1, e2. Row 0 looks at rows 1 and 2 with cosines 1 and 0; at scale 1 the softmax
    // is
    // (p, 1 - p), p = e / (e + 1). Row 1 the same; row 2 sees 0 and 0: (1/2, 1/2).
    // Student: e1, e2, e2. Row 0: 0, 0: (1/2, 1/2). Row 1: (1 - p, p). Row 2: (1 - p, p).
    double p = Math.E / (Math.E + 1);
    double q = 1 - p;
    double row0 = p * Math.log(p / 0.5) + q * Math.log(q / 0.5);
    double row1 = p * Math.log(p / q) + q * Math.log(q / p);
    double row2 = 0.5 * Math.log(0.5 / q) + 0.5 * Math.log(0.5 / p);
    var teacher = Torch.tensor(new double[] {1, 0, 1, 0, 0, 1}, 3, 2);
    var student = Torch.tensor(new double[] {1, 0, 0, 1, 0, 1}, 3, 2);
    var loss =
        new SimilarityDistillation(1).loss(Embeddings.of(student).withTeacher(List.of(teacher)));
    assertThat(loss.item()).isCloseTo((row0 + row1 + row2) / 3, within(1e-12));
  }

  @Test
  void comparesVectorsOfDifferentWidths() {
    var teacher = Torch.tensor(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3);
    var student = Torch.tensor(new double[] {1, 0, 0, 1, 1, 1}, 3, 2);
    var loss =
        new SimilarityDistillation(5).loss(Embeddings.of(student).withTeacher(List.of(teacher)));
    assertThat(loss.item()).isGreaterThan(0.1);
  }

  @Test
  void isZeroForASingleText() {
    var one = Torch.tensor(new double[] {1, 2}, 1, 2);
    var loss = new SimilarityDistillation(5).loss(Embeddings.of(one).withTeacher(List.of(one)));
    assertThat(loss.item()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAScaleThatIsNotPositiveAndFinite(double scale) {
    assertThatThrownBy(() -> new SimilarityDistillation(scale))
        .hasMessageContaining("scale must be positive and finite, got " + scale);
  }
}
