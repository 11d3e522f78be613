// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.Identified;
import org.lyceum.protocol.Outcome;

/** Values worked out by hand, and laws; what is refused stands in {@link RefusalsTest}. */
class EvaluatorsTest {
  private static final Offset<Double> CLOSE = within(1e-6);

  /** Vectors of one coordinate. */
  private static List<float[]> line(double... values) {
    return DoubleStream.of(values).mapToObj(value -> new float[] {(float) value}).toList();
  }

  private static List<float[]> plane(float[]... vectors) {
    return List.of(vectors);
  }

  @Test
  void classifiesPairsAtTheBestThreshold() {
    // 0.9 yes, 0.8 no, 0.7 yes, 0.1 no. F1 of the first 1, 2, 3, 4: 2/3, 1/2, 4/5, 2/3.
    // At (0.7 + 0.1) / 2 there are 2 hits, 1 false alarm, 1 rightly refused, none missed:
    // Matthews = (2 * 1 - 1 * 0) / sqrt(2 * 2 * 3 * 1) = 1 / sqrt(3).
    var found =
        new BinaryClassification(List.of(Similarity.DOT))
            .of(
                line(1, 1, 1, 1),
                line(0.9, 0.8, 0.7, 0.1),
                new boolean[] {true, false, true, false});
    assertThat(found.main()).isEqualTo("dot_ap");
    assertThat(found.score()).isCloseTo((1 + 2 / 3.0) / 2, CLOSE);
    assertThat(found.of("dot_f1")).isCloseTo(0.8, CLOSE);
    assertThat(found.of("dot_f1_threshold")).isCloseTo(0.4, CLOSE);
    assertThat(found.of("dot_precision")).isCloseTo(2 / 3.0, CLOSE);
    assertThat(found.of("dot_recall")).isEqualTo(1);
    assertThat(found.of("dot_mcc")).isCloseTo(1 / Math.sqrt(3), CLOSE);
    assertThat(found.of("dot_accuracy")).isEqualTo(0.75);
    assertThat(found.of("dot_accuracy_threshold")).isCloseTo(0.85, CLOSE);
  }

  @Test
  void acceptsNothingWhereThatIsRightMostOften() {
    // Any threshold that finds the one yes lets two no in before it.
    var accuracy =
        new BestThresholds(new double[] {3, 2, 1}, new boolean[] {false, false, true}, true)
            .accuracy();
    assertThat(accuracy.value()).isCloseTo(2 / 3.0, CLOSE);
    assertThat(accuracy.threshold()).isEqualTo(Math.nextUp(3.0));
  }

  @Test
  void neverPutsAThresholdOnAScoreThatItRefuses() {
    double least = Math.nextDown(1.0); // half-way between it and 1 rounds to one of them
    var best = new BestThresholds(new double[] {1, least}, new boolean[] {true, false}, true);
    assertThat(best.accuracy()).isEqualTo(new BestThresholds.Accuracy(1, 1));
  }

  @Test
  void retrievesByMeansOverQueries() {
    // Ranks 1 and 3 of four are relevant.
    var found = retrieval(line(4, 3, 2, 1), List.of("a", "b", "c", "d"), Set.of("a", "c"));
    assertThat(found.main()).isEqualTo("dot_ndcg@3");
    double ideal = 1 + Math.log(2) / Math.log(3);
    assertThat(found.score()).isCloseTo((1 + 0.5) / ideal, CLOSE);
    assertThat(found.of("dot_map@2")).isEqualTo(0.5); // 1 of the 2 that could have been found
    assertThat(found.of("dot_precision@3")).isCloseTo(2 / 3.0, CLOSE);
    assertThat(found.of("dot_recall@3")).isEqualTo(1);
  }

  @Test
  void ordersDocumentsOfEqualSimilarityByIdAscending() {
    var ids = List.of("d9", "d10", "d2"); // as texts: d10, d2, d9
    assertThat(retrieval(line(1, 1, 1), ids, Set.of("d10")).of("dot_mrr@3")).isEqualTo(1);
    assertThat(retrieval(line(1, 1, 1), ids, Set.of("d9")).of("dot_mrr@3"))
        .isCloseTo(1 / 3.0, CLOSE);
  }

  @Test
  void leavesOutQueriesWithoutRelevantDocuments() {
    var documents = new Identified(List.of("a", "b"), line(2, 1));
    var evaluator = new InformationRetrieval(List.of(Similarity.DOT));
    var both = new Identified(List.of("q", "other"), line(1, 1));
    var found = evaluator.of(both, documents, Map.of("q", Set.of("b"), "other", Set.of()));
    assertThat(found.of("dot_mrr@10")).isEqualTo(0.5);
    assertThat(found.evidence().size()).isEqualTo(1);
  }

  private static Outcome retrieval(
      List<float[]> documents, List<String> ids, Set<String> relevant) {
    var cutoffs = new Cutoffs(List.of(1), List.of(3), List.of(3), List.of(3), List.of(2));
    return new InformationRetrieval(List.of(Similarity.DOT), cutoffs, null)
        .of(
            new Identified(List.of("q"), line(1)),
            new Identified(ids, documents),
            Map.of("q", relevant));
  }

  @Test
  void wantsTripletsApartByMoreThanTheMargin() {
    // Distances 1 and 2.5 differ by 1.5.
    var evaluator = new Triplet(List.of(Similarity.MANHATTAN));
    assertThat(evaluator.margin(1.25).of(line(0), line(1), line(2.5)).score()).isEqualTo(1);
    assertThat(evaluator.margin(1.5).of(line(0), line(1), line(2.5)).score()).isEqualTo(0);
  }

  @Test
  void minesParaphrases() {
    var texts =
        new Identified(
            List.of("a", "b", "c"),
            plane(new float[] {1, 0}, new float[] {1, 0}, new float[] {0, 1}));
    var pairs =
        List.of(
            new ParaphraseMining.Paraphrase("b", "a"), new ParaphraseMining.Paraphrase("b", "c"));
    // a-b has cosine 1; a-c and b-c have 0 and are taken together: (1 + 2/3) / 2.
    assertThat(ParaphraseMining.USUAL.of(texts, pairs).score()).isCloseTo(5 / 6.0, CLOSE);
    // With a-c all three are paraphrases.
    assertThat(new ParaphraseMining(true, 100, 100).of(texts, pairs).score()).isEqualTo(1);
    // The nearest of c is a, the first of two: b-c is never mined.
    assertThat(new ParaphraseMining(false, 1, 100).of(texts, pairs).score()).isEqualTo(0.5);
    assertThat(new ParaphraseMining(false, 100, 1).of(texts, pairs).of("recall")).isEqualTo(0.5);
  }

  @Test
  void reranksWhatWasListed() {
    var listed =
        new CrossEncoderReranking.Sample.Listed(
            List.of("p"), List.of("n", "p"), Map.of("n", 0.0, "p", 1.0));
    var found = CrossEncoderReranking.USUAL.of(List.of(listed));
    assertThat(found.of("base_mrr@10")).isEqualTo(0.5);
    assertThat(found.of("base_map")).isEqualTo(0.5);
    assertThat(found.of("base_ndcg@10")).isCloseTo(Math.log(2) / Math.log(3), CLOSE);
    assertThat(found.score()).isEqualTo(1);
  }

  @Test
  void reranksPositivesThatWereNotListedOnlyWhereAsked() {
    var listed =
        new CrossEncoderReranking.Sample.Listed(
            List.of("p"), List.of("n"), Map.of("n", 0.0, "p", 1.0));
    assertThat(new CrossEncoderReranking(10, true).of(List.of(listed)).score()).isEqualTo(1);
    assertThat(new CrossEncoderReranking(10, false).of(List.of(listed)).score()).isEqualTo(0);
    assertThat(CrossEncoderReranking.USUAL.of(List.of(listed)).of("base_map")).isEqualTo(0);
  }

  @Test
  void reranksEqualScoresAsTheLibrary() {
    // Cosine 1 for both. Average precision and nDCG share the tie; the ranks differ.
    var vectors =
        Reranking.USUAL.of(List.of(new Reranking.Sample(new float[] {1}, line(1), line(1))));
    var scores =
        CrossEncoderReranking.USUAL.of(
            List.of(new CrossEncoderReranking.Sample.Told(new double[] {1}, new double[] {1})));
    double shared = (1 + Math.log(2) / Math.log(3)) / 2;
    for (var found : List.of(vectors, scores)) {
      assertThat(found.of("map")).isEqualTo(0.5);
      assertThat(found.score()).isCloseTo(shared, CLOSE);
    }
    assertThat(vectors.of("mrr@10")).isEqualTo(1);
    assertThat(scores.of("mrr@10")).isEqualTo(0.5);
  }

  @Test
  void takesACopyOfTheTranslationForRight() {
    var sources =
        plane(new float[] {1, 0}, new float[] {0, 1}, new float[] {1, 0.1f}); // nearest: 0, 1, 0
    var targets = plane(new float[] {1, 0}, new float[] {0, 1}, new float[] {1, 0});
    assertThat(Translation.of(sources, targets).of("src2trg_accuracy")).isEqualTo(1);
    var names = List.of("x", "y", "z");
    assertThat(Translation.of(sources, names, targets, names).of("src2trg_accuracy"))
        .isCloseTo(2 / 3.0, CLOSE);
    assertThat(Translation.of(sources, names, targets, List.of("x", "y", "x")).score())
        .isCloseTo((1 + 2 / 3.0) / 2, CLOSE); // the target z is nearest to the source x
  }

  @Test
  void negatesSquaredErrorsTimesOneHundred() {
    var teacher = plane(new float[] {1, 2});
    var student = plane(new float[] {2, 4});
    assertThat(MeanSquaredError.WHOLE.of(teacher, student).score()).isEqualTo(-250);
    assertThat(new MeanSquaredError(1).of(teacher, student).score()).isEqualTo(-100);
  }

  @Test
  void countsTheClassOfTheHighestScore() {
    var scores = plane(new float[] {1, 0}, new float[] {0, 1}, new float[] {2, 2});
    assertThat(LabelAccuracy.of(scores, new int[] {0, 1, 1}).score()).isCloseTo(2 / 3.0, CLOSE);
    // Predicted 0, 1, 0: F1 of class 0 is 2 / (1 + 2), of class 1 it is 2 / (2 + 1).
    var classes = CrossEncoderClassification.of(scores, new int[] {0, 1, 1});
    assertThat(classes.score()).isCloseTo(2 / 3.0, CLOSE);
  }

  @ParameterizedTest
  @EnumSource(VectorPrecision.class)
  void isPerfectWhereSimilaritiesFollowTheGold(VectorPrecision precision) {
    var anchors = plane(new float[] {1, 1}, new float[] {1, 1}, new float[] {1, 1});
    var others = plane(new float[] {1, 1}, new float[] {1, -0.5f}, new float[] {-1, -1});
    var found =
        new EmbeddingSimilarity(List.of(Similarity.EUCLIDEAN))
            .in(precision)
            .of(anchors, others, new double[] {5, 3, 0});
    assertThat(found.score()).isCloseTo(1, CLOSE);
  }

  @Test
  void comparesDotProductsOfUnitVectorsAsCosines() {
    var first = plane(new float[] {3, 1}, new float[] {1, 5}, new float[] {2, -2});
    var second = plane(new float[] {1, 1}, new float[] {9, 1}, new float[] {4, 3});
    double[] gold = {3, 1, 2};
    var dot = new EmbeddingSimilarity(List.of(Similarity.DOT)).in(VectorPrecision.FLOAT32);
    var cosine = new EmbeddingSimilarity(List.of(Similarity.COSINE));
    assertThat(dot.of(first, second, gold).of("pearson_dot"))
        .isCloseTo(cosine.of(first, second, gold).of("pearson_cosine"), CLOSE);
    assertThat(cosine.cutTo(1).of(first, second, gold).of("spearman_cosine"))
        .isNaN(); // one positive coordinate has always the same direction
  }

  @Test
  void drawsMeasuresAnewFromSomeUnits() {
    var found =
        CrossEncoderClassification.of(new double[] {3, 2, 1}, new boolean[] {true, false, true});
    assertThat(found.evidence().score(new int[] {0, 1})).isEqualTo(1);
    assertThat(found.evidence().score(new int[] {1, 2})).isEqualTo(0.5);
    assertThat(found.evidence().score(new int[] {1})).isEqualTo(0); // nothing is a yes
  }
}
