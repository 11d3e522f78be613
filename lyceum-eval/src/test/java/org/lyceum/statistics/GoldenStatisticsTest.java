// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.metric.Evidence;
import org.lyceum.tensor.Seed;

/** Agreement with scipy and mteb. */
class GoldenStatisticsTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void correlationsAreAsUnlikelyAsScipySays(int number) {
    var test = only("correlation_" + number);
    var expected = test.get("expected");
    double[] x = doubles(test.get("inputs").get("x"));
    double[] y = doubles(test.get("inputs").get("y"));
    assertResult(CorrelationTest.pearson(x, y, Alternative.TWO_SIDED), expected.get("pearson"));
    assertResult(CorrelationTest.spearman(x, y, Alternative.TWO_SIDED), expected.get("spearman"));
    assertResult(
        CorrelationTest.kendall(x, y, Alternative.TWO_SIDED), expected.get("kendall_tau_b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "median"})
  void intervalsFromGivenResamplesAreThoseOfTheFormulas(String name) {
    var test = only("bootstrap_" + name);
    var expected = test.get("expected");
    double confidence = test.get("inputs").get("confidence").asDouble();
    double[] sample = doubles(test.get("inputs").get("sample"));
    var evidence = name.equals("mean") ? new Evidence.Mean(sample) : new Median(sample);
    var distribution = BootstrapDistribution.of(evidence, resamples(test.get("inputs")));
    assertThat(Arrays.copyOf(distribution.scores(), 5))
        .containsExactly(doubles(expected.get("distribution_sorted_head")), CLOSE);
    assertInterval(distribution.percentile(confidence), expected.get("percentile"));
    assertInterval(distribution.basic(confidence), expected.get("basic"));
    assertInterval(distribution.bca(confidence), expected.get("bca"));
    assertThat(distribution.biasCorrection()).isCloseTo(expected.get("z0").asDouble(), CLOSE);
    assertThat(distribution.acceleration())
        .isCloseTo(expected.get("acceleration").asDouble(), CLOSE);
    assertThat(distribution.standardError())
        .isCloseTo(expected.get("standard_error").asDouble(), CLOSE);
  }

  /** The middle value, or the mean of both. */
  private record Median(double[] values) implements Evidence {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double score(int[] units) {
      double[] sorted = IntStream.of(units).mapToDouble(unit -> values[unit]).sorted().toArray();
      return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
  }

  private static int[][] resamples(JsonNode inputs) {
    return StreamSupport.stream(inputs.get("resample_indices").spliterator(), false)
        .map(list -> Arrays.stream(doubles(list)).mapToInt(index -> (int) index).toArray())
        .toArray(int[][]::new);
  }

  @Test
  void randomizationIsExact() {
    var test = only("paired_randomization_exact");
    var expected = test.get("expected");
    var first = new Evidence.Mean(doubles(test.get("inputs").get("a")));
    var second = new Evidence.Mean(doubles(test.get("inputs").get("b")));
    for (var alternative : Alternative.values()) {
      var result = new PairedRandomization(1, new Seed(0)).of(first, second, alternative);
      assertThat(result.statistic()).isCloseTo(expected.get("difference").asDouble(), CLOSE);
      assertThat(result.p())
          .isEqualTo(expected.get(alternative.name().toLowerCase(Locale.ROOT)).asDouble());
    }
  }

  @Test
  void pairedTIsScipys() {
    var test = only("paired_t_test");
    var paired =
        PairedT.of(doubles(test.get("inputs").get("a")), doubles(test.get("inputs").get("b")));
    assertResult(paired.test(Alternative.TWO_SIDED), test.get("expected"));
    assertThat(paired.degrees()).isEqualTo(test.get("expected").get("df").asInt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"no_ties", "ties_and_zeros"})
  void signedRanksAreScipys(String name) {
    var test = only("wilcoxon_signed_rank_" + name);
    double[] first = doubles(test.get("inputs").get("a"));
    double[] second = doubles(test.get("inputs").get("b"));
    int checked = 0;
    for (var variant : test.get("expected").properties()) {
      String[] words = variant.getKey().split("_", -1); // method, zeros, alternative, corrected
      var signedRank =
          new WilcoxonSignedRank(
              WilcoxonSignedRank.Zeros.valueOf(words[1].toUpperCase(Locale.ROOT)),
              words[0].equals("exact")
                  ? RankNull.UNTIED
                  : words.length > 3 ? RankNull.CORRECTED : RankNull.NORMAL);
      assertResult(signedRank.of(first, second, alternative(words[2])), variant.getValue());
      checked++;
    }
    assertThat(checked).isEqualTo(27);
  }

  @Test
  void rankSumsAreScipys() {
    var test = only("wilcoxon_rank_sum_with_ties");
    double[] first = doubles(test.get("inputs").get("x"));
    double[] second = doubles(test.get("inputs").get("y"));
    int checked = 0;
    for (var variant : test.get("expected").properties()) {
      String[] words = variant.getKey().split("_", -1); // name, method, alternative, continuity
      if (words[0].equals("mannwhitneyu")) {
        var method = words[3].endsWith("True") ? RankNull.CORRECTED : RankNull.NORMAL;
        var test2 = new MannWhitney(words[1].equals("exact") ? RankNull.UNTIED : method);
        var result = test2.of(first, second, alternative(words[2]));
        assertThat(result.statistic()).isEqualTo(variant.getValue().get("U").asDouble());
        assertThat(result.p()).isCloseTo(variant.getValue().get("pvalue").asDouble(), CLOSE);
        checked++;
      }
    }
    assertThat(checked).isEqualTo(12);
    var expected = test.get("expected").get("ranksums_no_tie_correction");
    var untied = MannWhitney.untied(first, second, Alternative.TWO_SIDED);
    assertThat(untied.statistic()).isCloseTo(expected.get("z").asDouble(), CLOSE);
    assertThat(untied.p()).isCloseTo(expected.get("pvalue").asDouble(), CLOSE);
  }

  private static Alternative alternative(String name) {
    return Alternative.valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void pValuesAreAdjustedByTheFormulas(int number) {
    var test = only("multiple_testing_" + number);
    var expected = test.get("expected");
    double[] values = doubles(test.get("inputs").get("p"));
    assertThat(AdjustedP.holm(values)).containsExactly(doubles(expected.get("holm")), CLOSE);
    assertThat(AdjustedP.bonferroni(values))
        .containsExactly(doubles(expected.get("bonferroni")), CLOSE);
    assertThat(AdjustedP.benjaminiHochberg(values))
        .containsExactly(doubles(expected.get("benjamini_hochberg")), CLOSE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void bordaRanksAreThoseOfMteb(int number) {
    var test = only("borda_" + number);
    double[][] scores =
        StreamSupport.stream(test.get("inputs").get("scores_models_by_tasks").spliterator(), false)
            .map(GoldenStatisticsTest::doubles)
            .toArray(double[][]::new);
    double[] expected = doubles(test.get("expected").get("rank"));
    assertThat(Borda.of(scores).ranks())
        .containsExactly(Arrays.stream(expected).mapToInt(rank -> (int) rank).toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"3_11", "0_1", "7_7"})
  void mcNemarIsThatOfTheFormulas(String name) {
    var test = only("mcnemar_" + name);
    var expected = test.get("expected");
    var table = test.get("inputs").get("table");
    var mcNemar = new McNemar(table.get(0).get(1).asInt(), table.get(1).get(0).asInt());
    assertThat(mcNemar.exact().p()).isCloseTo(expected.get("exact_two_sided").asDouble(), CLOSE);
    assertThat(mcNemar.chiSquared().statistic()).isCloseTo(expected.get("chi2").asDouble(), CLOSE);
    assertThat(mcNemar.chiSquared().p()).isCloseTo(expected.get("chi2_p").asDouble(), CLOSE);
    assertThat(mcNemar.corrected().statistic())
        .isCloseTo(expected.get("chi2_corrected").asDouble(), CLOSE);
    assertThat(mcNemar.corrected().p())
        .isCloseTo(expected.get("chi2_corrected_p").asDouble(), CLOSE);
  }

  private static void assertResult(TestResult actual, JsonNode expected) {
    assertThat(actual.statistic()).isCloseTo(expected.get("statistic").asDouble(), CLOSE);
    assertThat(actual.p()).isCloseTo(expected.get("pvalue").asDouble(), CLOSE);
  }

  private static void assertInterval(Interval actual, JsonNode expected) {
    assertThat(actual.low()).isCloseTo(expected.get(0).asDouble(), CLOSE);
    assertThat(actual.high()).isCloseTo(expected.get(1).asDouble(), CLOSE);
  }

  private static JsonNode only(String name) {
    for (var test : GoldenFiles.json("metrics/statistics.json").get("cases")) {
      if (test.get("case").asText().equals(name)) {
        return test;
      }
    }
    throw new IllegalArgumentException("no case " + name);
  }

  /** What is null becomes NaN. */
  private static double[] doubles(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(value -> value.isNull() ? Double.NaN : value.asDouble())
        .toArray();
  }
}
