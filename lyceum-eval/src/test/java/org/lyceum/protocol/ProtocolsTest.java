// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.folder.Similarity;
import org.lyceum.learner.LogisticRegression;
import org.lyceum.metric.ClusterAgreement;
import org.lyceum.metric.Hit;
import org.lyceum.tensor.Seed;

/** Values worked out by hand, laws and refusals. */
class ProtocolsTest {
  private static final List<float[]> BALLS = new ArrayList<>();
  private static final int[] CLASSES = IntStream.range(0, 90).map(i -> i % 3).toArray();

  static {
    var random = new Seed(11).stream("balls");
    for (int label : CLASSES) {
      float[] vector = new float[6];
      for (int d = 0; d < vector.length; d++) {
        vector[d] = (float) (random.nextGaussian() + (d == label ? 2 : 0));
      }
      BALLS.add(vector);
    }
  }

  @Test
  void rankingOfTwoRelevantDocumentsBehindAnother() {
    // DCG = 1/log2(3) + 1/log2(4) = 1.130930, ideal 1 + 1/log2(3) = 1.630930: 0.693426;
    // AP = (1/2 + 2/3) / 2 = 0.583333; MRR = 1/2
    var found =
        RankedRetrieval.USUAL.of(
            Map.of("q", Map.of("b", 1, "c", 1)),
            Map.of("q", List.of(new Hit("a", 3), new Hit("b", 2), new Hit("c", 1))));
    assertThat(found.score()).isCloseTo(0.693426, within(1e-6));
    assertThat(found.of("map_at_10")).isCloseTo(0.583333, within(1e-6));
    assertThat(found.of("mrr_at_10")).isCloseTo(0.5, within(1e-12));
    assertThat(found.of("mrr_at_1")).isZero();
    assertThat(found.of("nauc_mrr_at_1_max")).isNaN();
  }

  @Test
  void vMeasureOfOneDocumentInTheWrongCluster() {
    // H(C) = ln 2; H(C|K) = 3/4 (-(2/3 ln 2/3 + 1/3 ln 1/3)) = 0.477386: h = 1 - 0.688722 =
    // 0.311278
    // H(K) = 0.562335; H(K|C) = 1/2 ln 2 = 0.346574: c = 0.383689; V = 2hc/(h + c) = 0.343711
    var found =
        Clustering.score(
            List.of(List.of(new Clustered(new int[] {0, 0, 1, 1}, new int[] {0, 0, 0, 1}))));
    assertThat(found.score()).isCloseTo(0.343711, within(1e-5));
    var agreement = ClusterAgreement.of(new int[] {0, 0, 1, 1}, new int[] {0, 0, 0, 1});
    assertThat(agreement.homogeneity()).isCloseTo(0.311278, within(1e-6));
    assertThat(agreement.completeness()).isCloseTo(0.383689, within(1e-5));
  }

  @Test
  void vMeasureOfTheLabeledLeavesOthersOut() {
    int[] labels = {0, 0, 1, 1, Clustered.NONE, Clustered.NONE};
    var found =
        Clustering.score(List.of(List.of(new Clustered(labels, new int[] {5, 5, 7, 7, 5, 7}))));
    assertThat(found.of("v_measure_of_labeled")).isEqualTo(1);
    assertThat(found.score()).isLessThan(1);
  }

  @Test
  void averagePrecisionOfAlternatingPairs() {
    // hits at ranks 1 and 3: (1 + 2/3) / 2
    var pairs =
        new SortedPairs(new double[] {.9, .8, .4, .3}, new boolean[] {true, false, true, false});
    assertThat(pairs.averagePrecision()).isCloseTo(0.833333, within(1e-6));
    assertThat(pairs.bestAccuracy(false)).isEqualTo(0.75);
  }

  @Test
  void bestThresholdsNeverSplitTiesAndTakeAllOnlyWhereTold() {
    var pairs = new SortedPairs(new double[] {1, 1, 0, 0}, new boolean[] {true, true, true, false});
    assertThat(pairs.bestAccuracy(false)).isEqualTo(0.75); // the first two
    assertThat(pairs.bestF1(false).f1()).isCloseTo(0.8, within(1e-12)); // 1 and 2/3
    assertThat(pairs.bestF1(true).f1()).isCloseTo(6 / 7.0, within(1e-12)); // 3/4 and 1
    assertThat(
            new SortedPairs(new double[] {1, 0}, new boolean[] {false, false}).bestAccuracy(true))
        .isEqualTo(1);
  }

  @Test
  void documentsThatFallCountAndThoseThatRiseCountAgainst() {
    assertThat(InstructionRetrieval.change(2, 4)).isEqualTo(0.5);
    assertThat(InstructionRetrieval.change(4, 2)).isEqualTo(-0.5);
    assertThat(InstructionRetrieval.change(3, 3)).isZero();
  }

  @Test
  void bitextOfOneSourceThatFindsTheOtherTarget() {
    // both find target 0: its precision 1/2, recall 1, F1 2/3; target 1 has 0; equal weights
    var found =
        new BitextMining(Similarity.COSINE)
            .of(
                List.of(new float[] {1, 0}, new float[] {1, 0.1f}),
                List.of(new float[] {1, 0}, new float[] {0, 1}));
    assertThat(found.score()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(found.of("precision")).isCloseTo(0.25, within(1e-12));
    assertThat(found.of("accuracy")).isEqualTo(0.5);
    assertThat(found.evidence().score(new int[] {0, 0})).isEqualTo(1);
  }

  @Test
  void searchOrdersEqualDocumentsByIdDescending() {
    var same = new float[] {1, 1};
    var run =
        new NearestDocuments(Similarity.COSINE, 2, true)
            .run(
                new Identified(List.of("d9"), List.of(same)),
                new Identified(List.of("d10", "d9", "d2", "d1"), Collections.nCopies(4, same)));
    assertThat(run.values())
        .singleElement()
        .satisfies(hits -> assertThat(hits.stream().map(Hit::id)).containsExactly("d2", "d10"));
  }

  @Test
  void ownDrawsHaveAsManyOfEachClassAndRepeatWithTheSeed() {
    var usual = Classification.USUAL;
    var draws = usual.draw(CLASSES, new Seed(1));
    assertThat(draws).hasSize(10);
    for (int[] rows : draws) {
      for (int label = 0; label < 3; label++) {
        int wanted = label;
        assertThat(Arrays.stream(rows).filter(row -> CLASSES[row] == wanted)).hasSize(8);
      }
    }
    assertThat(usual.draw(CLASSES, new Seed(1)).get(3)).containsExactly(draws.get(3));
    assertThat(usual.draw(CLASSES, new Seed(2)).get(3)).isNotEqualTo(draws.get(3));
  }

  @Test
  void regressionDrawsFromAllTenthsOfTheValues() {
    double[] values = IntStream.range(0, 1000).mapToDouble(i -> i * 37 % 1000).toArray();
    for (int[] rows : new Regression(50, 3).draw(values, new Seed(1))) {
      assertThat(rows).hasSize(50).doesNotHaveDuplicates();
      int[] tenths = new int[10];
      Arrays.stream(rows).forEach(row -> tenths[(int) values[row] / 100]++);
      assertThat(tenths).containsOnly(5);
    }
  }

  @Test
  void classificationDoesNotDependOnTheOrderOfTheTest() {
    var train = new Labeled(BALLS, CLASSES);
    var order = new ArrayList<>(IntStream.range(0, 90).boxed().toList());
    Collections.shuffle(order, new Random(4));
    var mixed = train.only(order.stream().mapToInt(i -> i).toArray());
    var draws = Classification.USUAL.draw(CLASSES, new Seed(1));
    assertThat(Classification.USUAL.of(train, mixed, draws).score())
        .isCloseTo(Classification.USUAL.of(train, train, draws).score(), within(1e-12));
  }

  @Test
  void evidenceTellsTheMainMeasureWhateverItIs() {
    var all = new Labeled(BALLS, CLASSES);
    for (var main : List.of("accuracy", "f1", "recall_weighted")) {
      var task = new Classification(4, 3, LogisticRegression.USUAL, main);
      checkEvidence(task.of(all, all, new Seed(2)));
      checkEvidence(task.crossValidated(all, new Seed(2)));
    }
    var labels = IntStream.of(CLASSES).mapToObj(c -> c == 2 ? Set.of(0, 1) : Set.of(c)).toList();
    var several = new Multilabeled(BALLS, labels);
    for (var main : List.of("accuracy", "lrap", "f1")) {
      checkEvidence(new MultilabelClassification(6, 3, 5, main).of(several, several, new Seed(2)));
    }
    double[] values = BALLS.stream().mapToDouble(v -> v[0] + 2.0 * v[1] + v[4] * v[4]).toArray();
    var valued = new Valued(BALLS, values);
    checkEvidence(new Regression(30, 3).of(valued, valued, new Seed(2)));
  }

  private static void checkEvidence(Outcome outcome) {
    assertThat(outcome.evidence().score()).isCloseTo(outcome.score(), within(1e-12));
    assertThat(outcome.evidence().size()).isEqualTo(90);
    int[] some = {3, 3, 5, 8, 13, 21, 34, 55, 89};
    assertThat(outcome.evidence().score(some)).isBetween(-1.0, 1.0);
  }

  @Test
  void clusteringFindsClassesThatLieApart() {
    var apart = BALLS.stream().map(float[]::clone).toList();
    for (int i = 0; i < CLASSES.length; i++) {
      apart.get(i)[CLASSES[i]] += 50;
    }
    var labels = IntStream.of(CLASSES).mapToObj(c -> List.of(c < 2 ? "ab" : "c", "" + c)).toList();
    var found = new Clustering(4, 60, 20).of(apart, labels, new Seed(3));
    assertThat(found.of("v_measure_level_1")).isEqualTo(1, within(1e-9));
    assertThat(found.evidence().size()).isEqualTo(90);
    assertThat(found.evidence().score()).isCloseTo(found.score(), within(1e-12));
    assertThat(new Clustering(4, 60, 20).of(apart, labels, new Seed(3)).measures())
        .isEqualTo(found.measures());
    assertThat(LegacyClustering.USUAL.of(List.of(new Labeled(apart, CLASSES)), new Seed(3)).score())
        .isEqualTo(1, within(1e-9));
  }

  @Test
  void textsThatDoNotCountLeaveTheMeanAsItIs() {
    var human = List.of(new float[] {1, 0});
    var machine = List.of(new float[] {2, 0}, new float[] {1, 1}, new float[] {0, 1});
    var counts = new Summarization.Text(human, machine, new double[] {3, 2, 1});
    var constant = new Summarization.Text(human, machine, new double[] {2, 2, 2});
    var found = new Summarization(Similarity.COSINE).of(List.of(counts, constant));
    assertThat(found.score()).isEqualTo(1, within(1e-12));
    assertThat(found.evidence().size()).isEqualTo(2);
    assertThat(found.evidence().score(new int[] {0, 1, 1})).isEqualTo(1, within(1e-12));
    assertThatThrownBy(() -> new Summarization(Similarity.COSINE).of(List.of(constant)))
        .hasMessageContaining("got none among 1 texts");
  }

  @Test
  void refusesVectorsThatAreNotFiniteOrOfOneWidth() {
    var good = List.of(new float[] {1, 2}, new float[] {3, 4});
    var nan = List.of(new float[] {1, 2}, new float[] {3, Float.NaN});
    var uneven = List.of(new float[] {1, 2}, new float[] {3});
    double[] gold = {1, 2};
    var sts = new SemanticSimilarity(Similarity.COSINE);
    assertThatThrownBy(() -> sts.of(good, nan, gold))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "second texts must have finite vectors, got NaN in the one at index 1");
    assertThatThrownBy(() -> sts.of(uneven, good, gold))
        .hasMessageContaining("one width, got 2 at index 0 and 1 at index 1");
    assertThatThrownBy(() -> sts.of(good, good, new double[] {1}))
        .hasMessageContaining("gold scores must be as many as the vectors, 2, got 1");
    assertThatThrownBy(() -> new Labeled(List.of(), new int[0])).hasMessageContaining("got none");
    assertThatThrownBy(() -> new Identified(List.of("a", "a"), good))
        .hasMessageContaining("got 'a' twice");
  }

  @Test
  void refusesASingleClass() {
    var one = new Labeled(BALLS, new int[90]);
    assertThatThrownBy(() -> Classification.USUAL.of(one, one, new Seed(1)))
        .hasMessageContaining("two classes or more, got only [0]");
    assertThatThrownBy(
            () ->
                new PairClassification(Similarity.DOT)
                    .of(BALLS.subList(0, 2), BALLS.subList(2, 4), new boolean[] {true, true}))
        .hasMessageContaining("some not, got 2 of 2");
  }

  @Test
  void refusesRunsWithoutAJudgedQuery() {
    assertThatThrownBy(
            () -> RankedRetrieval.USUAL.of(Map.of(), Map.of("q", List.of(new Hit("a", 1)))))
        .hasMessageContaining("got none of 1 queries and 0 judged ones");
  }

  @Test
  void keepsTheOrderOfMeasuresAndRefusesAnUnknownMainOne() {
    var measures = new LinkedHashMap<String, Double>();
    measures.put("b", 1.0);
    measures.put("a", 2.0);
    var evidence = new org.lyceum.metric.Evidence.Mean(new double[] {1});
    assertThat(new Outcome(measures, "a", evidence).measures().keySet()).containsExactly("b", "a");
    assertThatThrownBy(() -> new Outcome(measures, "c", evidence))
        .hasMessageContaining("one of [b, a], got 'c'");
  }
}
