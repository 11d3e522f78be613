// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.metric.BinaryRanking.PrecisionRecall;
import org.lyceum.metric.BinaryRanking.Rates;

/** Agreement with scipy and scikit-learn. */
class GoldenMetricsTest {
  @Test
  void correlationsAreScipys() {
    int checked = 0;
    for (var test : GoldenFiles.json("metrics/statistics.json").get("cases")) {
      var expected = test.path("expected");
      if (!expected.has("spearman") || !expected.path("spearman").path("statistic").isNumber()) {
        continue;
      }
      double[] x = doubles(test.get("inputs").get("x"));
      double[] y = doubles(test.get("inputs").get("y"));
      assertThat(Spearman.of(x, y))
          .isCloseTo(expected.get("spearman").get("statistic").asDouble(), within(1e-12));
      assertThat(Pearson.of(x, y))
          .isCloseTo(expected.get("pearson").get("statistic").asDouble(), within(1e-12));
      var kendall = Kendall.of(x, y);
      assertThat(kendall.tauB())
          .isCloseTo(expected.get("kendall_tau_b").get("statistic").asDouble(), within(1e-12));
      assertThat(kendall.tauC())
          .isCloseTo(expected.get("kendall_tau_c").get("statistic").asDouble(), within(1e-12));
      assertThat(Ranks.average(x)).containsExactly(doubles(expected.get("ranks_average").get("x")));
      checked++;
    }
    assertThat(checked).isEqualTo(4);
  }

  @Test
  void correlationsOfAConstantListAreNotANumber() {
    var inputs = only("correlation_constant_input").get("inputs");
    double[] x = doubles(inputs.get("x"));
    double[] y = doubles(inputs.get("y"));
    assertThat(Pearson.of(x, y)).isNaN();
    assertThat(Spearman.of(x, y)).isNaN();
    assertThat(Kendall.of(x, y).tauB()).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void clustersAgreeAsScikitLearnSays(int number) {
    var test = only("clustering_metrics_" + number);
    var expected = test.get("expected");
    var agreement =
        ClusterAgreement.of(
            integers(test.get("inputs").get("labels")),
            integers(test.get("inputs").get("assignment")));
    assertClose(agreement.vMeasure(), expected.get("v_measure"));
    assertClose(agreement.homogeneity(), expected.get("homogeneity"));
    assertClose(agreement.completeness(), expected.get("completeness"));
    assertClose(agreement.normalizedMutualInformation(), expected.get("nmi"));
    assertClose(agreement.adjustedMutualInformation(), expected.get("ami"));
    assertClose(agreement.adjustedRand(), expected.get("ari"));
    assertClose(agreement.fowlkesMallows(), expected.get("fowlkes_mallows"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void rankingsAreJudgedAsScikitLearnDoes(int number) {
    var test = only("ranking_metrics_" + number);
    var expected = test.get("expected");
    var ranking = ranking(test.get("inputs"));
    assertClose(ranking.averagePrecision(), expected.get("average_precision"));
    assertClose(ranking.rocAuc(), expected.get("roc_auc"));
    assertClose(ranking.bestF1().f1(), expected.get("best_f1"));
    assertClose(ranking.bestF1().threshold(), expected.get("best_f1_threshold_inclusive"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void curvesAreScikitLearns(int number) {
    var test = only("ranking_metrics_" + number);
    var expected = test.get("expected");
    var points = ranking(test.get("inputs")).precisionRecall();
    var curve = expected.get("pr_curve");
    // scikit-learn ends both lists with a point that has no threshold: precision 1, recall 0
    assertClose(points, PrecisionRecall::threshold, doubles(curve.get("thresholds")));
    assertClose(points, PrecisionRecall::precision, withoutLast(curve.get("precision")));
    assertClose(points, PrecisionRecall::recall, withoutLast(curve.get("recall")));
    var rates = ranking(test.get("inputs")).roc();
    curve = expected.get("roc_curve");
    assertClose(rates, Rates::falsePositives, doubles(curve.get("fpr")));
    assertClose(rates, Rates::truePositives, doubles(curve.get("tpr")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void tiesAreAveragedAsInScikitLearn(int number) {
    var test = only("ranking_metrics_" + number);
    var expected = test.get("expected");
    double[] gains = doubles(test.get("inputs").get("labels"));
    double[] scores = doubles(test.get("inputs").get("scores"));
    assertClose(TieAveragedNdcg.WHOLE.of(gains, scores), expected.get("ndcg_sklearn_tie_averaged"));
    assertClose(new TieAveragedNdcg(5).of(gains, scores), expected.get("ndcg_sklearn_at_5"));
  }

  private static BinaryRanking ranking(JsonNode inputs) {
    int[] labels = integers(inputs.get("labels"));
    boolean[] positive = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      positive[i] = labels[i] == 1;
    }
    return BinaryRanking.of(doubles(inputs.get("scores")), positive);
  }

  private static JsonNode only(String name) {
    for (var test : GoldenFiles.json("metrics/statistics.json").get("cases")) {
      if (test.get("case").asText().equals(name)) {
        return test;
      }
    }
    throw new IllegalArgumentException("no case " + name);
  }

  private static void assertClose(double actual, JsonNode expected) {
    assertThat(actual).isCloseTo(expected.asDouble(), within(1e-12));
  }

  private static <T> void assertClose(
      List<T> actual, ToDoubleFunction<T> coordinate, double[] expected) {
    assertThat(actual.stream().mapToDouble(coordinate).toArray())
        .containsExactly(expected, within(1e-12));
  }

  private static double[] withoutLast(JsonNode list) {
    return Arrays.copyOf(doubles(list), list.size() - 1);
  }

  private static int[] integers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  private static double[] doubles(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
