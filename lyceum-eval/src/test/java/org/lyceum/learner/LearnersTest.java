// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.Seed;

class LearnersTest {
  private static final List<float[]> LINE =
      List.of(
          new float[] {0}, new float[] {1}, new float[] {2}, new float[] {10}, new float[] {11});

  @Test
  void panelsGiveInnerProductsAndDistancesOfAllVectors() {
    var random = new Seed(1).stream("panel");
    var vectors = new ArrayList<float[]>();
    for (int i = 0; i < 300; i++) {
      vectors.add(
          new float[] {
            random.nextInt(9),
            random.nextInt(9),
            random.nextInt(9),
            random.nextInt(9),
            random.nextInt(9),
            random.nextInt(9)
          });
    }
    float[] query = {1, -2, 3, 0, 5, -1};
    float[] dots = new float[Panel.SIZE];
    float[] squares = new float[Panel.SIZE];
    float[] sums = new float[Panel.SIZE];
    int i = 0;
    for (var panel : Panel.of(vectors)) {
      panel.dots(query, dots);
      panel.squaredDistances(query, squares);
      panel.absoluteDistances(query, sums);
      for (int j = 0; j < panel.count(); j++, i++) {
        float dot = 0;
        float square = 0;
        float sum = 0;
        for (int d = 0; d < query.length; d++) {
          float difference = vectors.get(i)[d] - query[d];
          dot += vectors.get(i)[d] * query[d];
          square += difference * difference;
          sum += Math.abs(difference);
        }
        assertThat(new float[] {dots[j], squares[j], sums[j]}).containsExactly(dot, square, sum);
      }
    }
    assertThat(i).isEqualTo(300);
  }

  @Test
  void logisticRegressionOfTwoMirroredExamplesHasNoIntercept() {
    var found =
        new LogisticRegression(1, 100, 1e-12)
            .fit(List.of(new float[] {1}, new float[] {-1}), new int[] {7, 3});
    double w = found.coefficients()[0][0];
    // slope of 2 log(1 + exp(-w)) + w^2 / 2 is zero: w = 2 / (1 + e^w)
    assertThat(w).isCloseTo(2 / (1 + Math.exp(w)), within(1e-9));
    assertThat(found.intercepts()[0]).isCloseTo(0, within(1e-9));
    assertThat(found.predict(new float[] {0.1f})).isEqualTo(7);
    assertThat(found.predict(new float[] {-0.1f})).isEqualTo(3);
  }

  @Test
  void logisticRegressionRefusesASingleClass() {
    assertThatThrownBy(() -> LogisticRegression.USUAL.fit(LINE, new int[] {4, 4, 4, 4, 4}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two classes or more, got only [4]");
  }

  @Test
  void neighborsOfEqualDistanceComeInTheirOrder() {
    var neighbors = new NearestNeighbors(LINE, 3);
    assertThat(neighbors.of(new float[] {1})).containsExactly(1, 0, 2);
    assertThat(neighbors.predict(new float[] {10}, new int[] {5, 5, 1, 2, 0})).isEqualTo(0);
  }

  @Test
  void linearRegressionFindsTheShortestOfAllExactWeights() {
    // x + y = value in one direction only: the weight is shared
    var found =
        LinearRegression.fit(
            List.of(new float[] {0, 0}, new float[] {1, 1}, new float[] {2, 2}),
            new double[] {1, 5, 9});
    assertThat(found.weights()).containsExactly(new double[] {2, 2}, within(1e-9));
    assertThat(found.intercept()).isCloseTo(1, within(1e-9));
    assertThat(found.predict(new float[] {3, 0})).isCloseTo(7, within(1e-9));
  }

  @Test
  void kMeansGivesAnEmptyCenterTheFarthestVector() {
    var found = KMeans.USUAL.fit(LINE, List.of(new float[] {1}, new float[] {100}));
    assertThat(found.labels()).containsExactly(0, 0, 0, 1, 1);
    assertThat(found.inertia()).isCloseTo(2.5, within(1e-6)); // 1 + 0 + 1 + 0.25 + 0.25
  }

  @Test
  void miniBatchKMeansFindsBallsThatLieApart() {
    var random = new Seed(3).stream("balls");
    var vectors = new ArrayList<float[]>();
    int[] truth = IntStream.range(0, 3000).map(i -> i % 7).toArray();
    for (int label : truth) {
      float[] vector = new float[16];
      for (int d = 0; d < vector.length; d++) {
        vector[d] = (float) (0.1 * random.nextGaussian() + (d == label ? 5 : 0));
      }
      vectors.add(vector);
    }
    var found = new MiniBatchKMeans(7, 100).fit(vectors, new Seed(5));
    assertThat(found.labels())
        .containsExactly(new MiniBatchKMeans(7, 100).fit(vectors, new Seed(5)).labels());
    int[] label = new int[7];
    Arrays.fill(label, -1);
    for (int i = 0; i < truth.length; i++) {
      if (label[truth[i]] < 0) {
        label[truth[i]] = found.labels()[i];
      }
      assertThat(found.labels()[i]).isEqualTo(label[truth[i]]);
    }
    assertThat(label).doesNotHaveDuplicates();
  }

  @Test
  void miniBatchKMeansRefusesMoreClustersThanVectors() {
    assertThatThrownBy(() -> new MiniBatchKMeans(6, 10).fit(LINE, new Seed(1)))
        .hasMessageContaining("got 5 vectors and 6 clusters");
  }

  @Test
  void vectorsOfOtherWidthAreRefused() {
    var uneven = List.of(new float[] {1, 2}, new float[] {1});
    assertThatThrownBy(() -> LogisticRegression.USUAL.fit(uneven, new int[] {0, 1}))
        .hasMessageContaining("one width, got 2 and 1");
    assertThatThrownBy(() -> Panel.of(uneven)).hasMessageContaining("one width, got 2 and 1");
  }
}
