// SPDX-License-Identifier: Apache-2.0
package org.lyceum.depth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.tensor.Seed;

class DepthsTest {
  private static final List<float[]> RIGHT_ANGLE = List.of(vector(1, 0), vector(0, 1));

  static float[] vector(double... values) {
    float[] vector = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      vector[i] = (float) values[i];
    }
    return vector;
  }

  static List<float[]> gaussian(int count, int width, double shift, RandomGenerator random) {
    var vectors = new ArrayList<float[]>();
    for (int row = 0; row < count; row++) {
      float[] vector = new float[width];
      for (int i = 0; i < width; i++) {
        vector[i] = (float) (random.nextGaussian() + (i == 0 ? shift : 0));
      }
      vectors.add(vector);
    }
    return vectors;
  }

  @Test
  void areAsWorkedOutByHandForTheCosine() {
    var depths = Depths.of(RIGHT_ANGLE, List.of(vector(-1, 0)), Distance.COSINE);
    assertThat(depths.members()).containsExactly(new double[] {1, 1}, within(1e-7));
    assertThat(depths.others()).containsExactly(new double[] {0.5}, within(1e-7));
  }

  @Test
  void areAsWorkedOutByHandForTheChord() {
    var depths = Depths.of(RIGHT_ANGLE, List.of(vector(-1, 0)), Distance.CHORD);
    assertThat(depths.members()).containsExactly(new double[] {.585786, .585786}, within(1e-6));
    assertThat(depths.others()).containsExactly(new double[] {.292893}, within(1e-6));
  }

  @Test
  void averageOverTheCorpusAlsoWhereBothCorporaAreOfOneSize() {
    var twice = List.of(vector(-1, 0), vector(-1, 0));
    var depths = Depths.of(RIGHT_ANGLE, twice, Distance.COSINE);
    assertThat(depths.others()).containsExactly(new double[] {.5, .5}, within(1e-7));
  }

  @ParameterizedTest
  @EnumSource
  void areTheMeanDistanceToEachOther(Distance distance) {
    var random = new Seed(1).stream("vectors");
    var corpus = gaussian(40, 7, 1, random);
    var others = gaussian(30, 7, 0, random);
    var depths = Depths.of(corpus, others, distance);
    for (int i = 0; i < corpus.size(); i++) {
      double sum = 0;
      for (int j = 0; j < corpus.size(); j++) {
        sum += i == j ? 0 : apart(corpus.get(i), corpus.get(j), distance);
      }
      assertThat(depths.members()[i]).isCloseTo(2 - sum / 39, within(1e-6));
    }
    for (int i = 0; i < others.size(); i++) {
      var other = others.get(i);
      double sum = corpus.stream().mapToDouble(member -> apart(other, member, distance)).sum();
      assertThat(depths.others()[i]).isCloseTo(2 - sum / 40, within(1e-6));
    }
  }

  private static double apart(float[] a, float[] b, Distance distance) {
    double cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    return distance == Distance.COSINE ? 1 - cosine : Math.sqrt(2 * (1 - cosine));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void doNotChangeWithRotationOrScale(Distance distance) {
    var corpus = gaussian(20, 2, 1, new Seed(2).stream("vectors"));
    double cos = Math.cos(0.7);
    double sin = Math.sin(0.7);
    var turned =
        corpus.stream()
            .map(v -> vector(3 * (cos * v[0] - sin * v[1]), 3 * (sin * v[0] + cos * v[1])))
            .toList();
    assertThat(Depths.within(turned, distance).members())
        .containsExactly(Depths.within(corpus, distance).members(), within(1e-5));
  }

  @ParameterizedTest
  @EnumSource
  void areTwoForAPointMassAndZeroAtItsAntipode(Distance distance) {
    var mass = List.of(vector(0, 2), vector(0, 1), vector(0, 5));
    var depths = Depths.of(mass, List.of(vector(0, -1)), distance);
    assertThat(depths.members()).containsExactly(new double[] {2, 2, 2}, within(1e-6));
    assertThat(depths.others()).containsExactly(new double[] {0}, within(1e-6));
  }

  @Test
  void rankTheMiddleFirstAndEqualOnesInTheirOrder() {
    var fan = List.of(vector(1, -1), vector(1, 0), vector(1, 1), vector(1, 0));
    assertThat(Depths.within(fan, Distance.COSINE).ranking()).containsExactly(1, 3, 0, 2);
  }

  @Test
  void refuseWhatHasNoDirectionOrNoNeighbor() {
    assertThatThrownBy(() -> Depths.within(List.of(vector(1, 0)), Distance.COSINE))
        .hasMessageContaining("two vectors or more, got 1");
    assertThatThrownBy(() -> Depths.within(List.of(vector(1, 0), vector(0, 0)), Distance.COSINE))
        .hasMessageContaining("not zero")
        .hasMessageContaining("index 1");
    assertThatThrownBy(
            () -> Depths.within(List.of(vector(1, 0), vector(0, Double.NaN)), Distance.COSINE))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> Depths.within(List.of(vector(1, 0), vector(1)), Distance.COSINE))
        .hasMessageContaining("one width, got 2 at index 0 and 1 at index 1");
  }
}
