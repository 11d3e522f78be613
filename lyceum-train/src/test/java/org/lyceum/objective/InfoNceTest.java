// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class InfoNceTest implements ObjectiveContract {
  private final Scope scope = Scope.open("test");

  @AfterEach
  void close() {
    scope.close();
  }

  @Override
  public Objective objective() {
    return new InfoNce(0.5);
  }

  private static Tensor matrix(double... values) {
    return Torch.tensor(values, values.length / 2, 2);
  }

  @Test
  void isLogOneAndInverseEForTwoOrthogonalPairs() {
    // scores are the 2x2 identity, so each row gives log(e + 1) - 1 = log(1 + 1/e)
    var eye = matrix(1, 0, 0, 1);
    var loss = new InfoNce(1).loss(Embeddings.of(eye, eye));
    assertThat(loss.item()).isCloseTo(Math.log(1 + 1 / Math.E), within(1e-12));
  }

  @Test
  void countsAHardNegativeAmongTheCandidatesOfEveryQuery() {
    // both hard negatives equal their query: rows [1 0 | 1 0] and [0 1 | 0 1] give log(2e + 2) - 1
    var eye = matrix(1, 0, 0, 1);
    var loss = new InfoNce(1).loss(Embeddings.of(eye, eye, eye));
    assertThat(loss.item()).isCloseTo(Math.log(2 * Math.E + 2) - 1, within(1e-12));
  }

  @Test
  void doesNotChangeWhenVectorsGetLonger() {
    var queries = matrix(1, 2, -1, 1);
    var positives = matrix(2, 1, 0, 1);
    var once = new InfoNce(0.1).loss(Embeddings.of(queries, positives)).item();
    var longer = new InfoNce(0.1).loss(Embeddings.of(queries.mul(7), positives.mul(3))).item();
    assertThat(longer).isCloseTo(once, within(1e-12));
  }

  @Test
  void isZeroForASinglePair() {
    var loss = new InfoNce(0.1).loss(Embeddings.of(matrix(1, 2), matrix(2, 1)));
    assertThat(loss.item()).isZero();
  }

  @Test
  void masksASecondCopyOfThePositive() {
    // rows 0 and 1 have the same positive text: without the mask each is the other's negative
    var queries = matrix(1, 0, 1, 0);
    var positives = matrix(1, 0, 1, 0);
    var batch = Embeddings.of(queries, positives);
    assertThat(new InfoNce(1).loss(batch).item()).isCloseTo(Math.log(2), within(1e-12));
    var known =
        batch.withIdentities(
            List.of(Torch.tensor(new long[] {1, 2}, 2), Torch.tensor(new long[] {9, 9}, 2)));
    assertThat(new InfoNce(1).loss(known).item()).isZero();
  }

  @Test
  void masksACandidateThatIsTheQueryItself() {
    // the document of row 1 is the text of query 0; of row 0's two candidates only its own stays
    var batch =
        Embeddings.of(matrix(1, 0, 0, 1), matrix(1, 0, 1, 0))
            .withIdentities(
                List.of(Torch.tensor(new long[] {1, 2}, 2), Torch.tensor(new long[] {3, 1}, 2)));
    // row 0: 0; row 1: scores [0 0], both stay: log 2
    assertThat(new InfoNce(1).loss(batch).item()).isCloseTo(Math.log(2) / 2, within(1e-12));
  }

  @Test
  void keepsThePositiveOfARowWhoseTextsAreEqual() {
    var batch =
        Embeddings.of(matrix(1, 0, 0, 1), matrix(1, 0, 0, 1))
            .withIdentities(
                List.of(Torch.tensor(new long[] {1, 2}, 2), Torch.tensor(new long[] {1, 2}, 2)));
    assertThat(new InfoNce(1).loss(batch).item()).isFinite().isGreaterThan(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesATemperatureThatIsNotPositiveAndFinite(double temperature) {
    assertThatThrownBy(() -> new InfoNce(temperature))
        .hasMessageContaining("temperature must be positive and finite, got " + temperature);
  }

  @Test
  void refusesABatchOfOneColumn() {
    var batch = Embeddings.of(matrix(1, 0));
    assertThatThrownBy(() -> new InfoNce(1).loss(batch))
        .hasMessageContaining("needs at least 2 columns, got 1");
  }

  private static InfoNce perDirection(InfoNce.Direction other) {
    return new InfoNce(
        1,
        InfoNce.Similarity.COSINE,
        List.of(InfoNce.Direction.QUERY_TO_DOCUMENT, other),
        InfoNce.Partition.PER_DIRECTION,
        InfoNce.Hardness.NONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = InfoNce.Direction.class,
      names = {"QUERY_TO_QUERY", "DOCUMENT_TO_DOCUMENT"})
  void leavesOutADirectionInWhichARowHasNoCandidate(InfoNce.Direction other) {
    // alone, a row has its positive as the only candidate of one direction, and none of the other
    var query = Torch.requireGradient(matrix(1, 2));
    var loss = perDirection(other).loss(Embeddings.of(query, matrix(2, 1)));
    assertThat(loss.item()).isZero();
    Torch.backward(loss);
    assertThat(Objects.requireNonNull(Torch.gradient(query)).doubles()).containsOnly(0);
  }

  @Test
  void leavesOutADirectionOfThoseRowsWhoseOtherCandidatesAreMasked() {
    // the queries are one text, so none has another
    var eye = Torch.tensor(new double[] {1, 0, 0, 1, 0, 0, 0, 1, 0}, 3, 3);
    var ids = Torch.tensor(new long[] {1, 1, 1}, 3);
    var query = Torch.requireGradient(eye);
    var batch =
        Embeddings.of(query, eye)
            .withIdentities(List.of(ids, Torch.tensor(new long[] {7, 8, 9}, 3)));
    var both = perDirection(InfoNce.Direction.QUERY_TO_QUERY).loss(batch);
    // what is left is query to document
    assertThat(both.item()).isCloseTo(new InfoNce(1).loss(batch).item(), within(1e-12));
    Torch.backward(both);
    double[] gradient = Objects.requireNonNull(Torch.gradient(query)).doubles();
    assertThat(Arrays.stream(gradient)).hasSize(9).allMatch(Double::isFinite);
  }

  @Test
  void refusesDirectionsWithoutQueryToDocument() {
    assertThatThrownBy(
            () ->
                new InfoNce(
                    1,
                    InfoNce.Similarity.DOT,
                    List.of(InfoNce.Direction.DOCUMENT_TO_QUERY),
                    InfoNce.Partition.JOINT,
                    InfoNce.Hardness.NONE))
        .hasMessageContaining("directions must contain QUERY_TO_DOCUMENT");
  }
}
