// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.GoldenFiles;
import org.lyceum.Numbers;
import org.lyceum.metric.Silhouette;

/** Agreement with scikit-learn. */
class GoldenLearnersTest {
  static Stream<Arguments> cases(String prefix) {
    return Numbers.each(GoldenFiles.json("metrics/statistics.json").get("cases"))
        .filter(test -> test.get("case").asText().startsWith(prefix))
        .map(test -> Arguments.of(test.get("case").asText(), test));
  }

  static Stream<Arguments> logistic() {
    return cases("logistic_");
  }

  static Stream<Arguments> knn() {
    return cases("knn_");
  }

  static Stream<Arguments> silhouette() {
    return cases("silhouette");
  }

  static Stream<Arguments> kmeans() {
    return cases("kmeans_given_start");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logistic")
  void logisticRegressionIsScikitLearns(String name, JsonNode test) {
    double c = Double.parseDouble(name.substring(name.indexOf('=') + 1));
    var vectors = Numbers.vectors(test.get("inputs").get("x"));
    int[] labels = Numbers.integers(test.get("inputs").get("labels"));
    var expected = test.get("expected");

    var usual = new LogisticRegression(c, 100, 1e-4).fit(vectors, labels);
    check(usual, expected, "", 1e-3);
    check(
        new LogisticRegression(c, 10_000, 1e-10).fit(vectors, labels),
        expected,
        "converged_",
        1e-6);

    assertThat(vectors.stream().mapToInt(usual::predict).toArray())
        .containsExactly(Numbers.integers(expected.get("predictions")));
    for (int i = 0; i < 10; i++) {
      assertThat(usual.probabilities(vectors.get(i)))
          .containsExactly(Numbers.doubles(expected.get("probabilities").get(i)), within(1e-3));
    }
  }

  private static void check(LinearClassifier found, JsonNode wanted, String kind, double margin) {
    for (int k = 0; k < found.intercepts().length; k++) {
      assertThat(found.coefficients()[k])
          .containsExactly(
              Numbers.doubles(wanted.get(kind + "coefficients").get(k)), within(margin));
    }
    assertThat(found.intercepts())
        .containsExactly(Numbers.doubles(wanted.get(kind + "intercepts")), within(margin));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("knn")
  void neighborsAreScikitLearns(String name, JsonNode test) {
    var inputs = test.get("inputs");
    int[] labels = Numbers.integers(inputs.get("train_labels"));
    var neighbors = new NearestNeighbors(Numbers.vectors(inputs.get("train")), 5);
    var queries = Numbers.vectors(inputs.get("test"));
    for (int i = 0; i < queries.size(); i++) {
      var query = queries.get(i);
      assertThat(neighbors.predict(query, labels))
          .isEqualTo(test.get("expected").get("predictions").get(i).asInt());
      double[] shares = Numbers.doubles(test.get("expected").get("probabilities").get(i));
      for (int label = 0; label < shares.length; label++) {
        int wanted = label;
        assertThat(
                Arrays.stream(neighbors.of(query)).filter(n -> labels[n] == wanted).count() / 5.0)
            .isCloseTo(shares[label], within(1e-12));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("silhouette")
  void silhouetteIsScikitLearns(String name, JsonNode test) {
    List<float[]> vectors = Numbers.vectors(test.get("inputs").get("x"));
    int[] labels = Numbers.integers(test.get("inputs").get("labels"));
    var expected = test.get("expected");
    assertThat(Silhouette.EUCLIDEAN.of(vectors, labels))
        .isCloseTo(expected.get("euclidean").asDouble(), within(1e-9));
    assertThat(Silhouette.COSINE.of(vectors, labels))
        .isCloseTo(expected.get("cosine").asDouble(), within(1e-9));
    assertThat(Silhouette.EUCLIDEAN.each(vectors, labels))
        .containsExactly(Numbers.doubles(expected.get("samples_euclidean")), within(1e-9));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kmeans")
  void kMeansFromAGivenStartIsScikitLearns(String name, JsonNode test) {
    var inputs = test.get("inputs");
    var expected = test.get("expected");
    var found =
        KMeans.USUAL.fit(
            Numbers.vectors(inputs.get("x")), Numbers.vectors(inputs.get("initial_centers")));
    assertThat(found.labels()).containsExactly(Numbers.integers(expected.get("labels")));
    assertThat(found.iterations()).isEqualTo(expected.get("iterations").asInt());
    assertThat(found.inertia()).isCloseTo(expected.get("inertia").asDouble(), within(1e-4));
    for (int c = 0; c < found.centers().size(); c++) {
      double[] center = Numbers.doubles(expected.get("centers").get(c));
      for (int d = 0; d < center.length; d++) {
        assertThat((double) found.centers().get(c)[d]).isCloseTo(center[d], within(1e-6));
      }
    }
  }
}
