// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.Numbers;
import org.lyceum.folder.Similarity;
import org.lyceum.learner.LogisticRegression;

/** Agreement with mteb on preset vectors, with its own draws where it draws. */
class GoldenProtocolsTest {
  static Stream<Arguments> sts() throws IOException {
    return Expected.cases("sts", "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sts")
  void similarityIsMtebs(String name, JsonNode test) {
    var inputs = test.get("inputs");
    Expected.check(
        new SemanticSimilarity(own(test))
            .of(
                Numbers.vectors(inputs.get("vectors1")),
                Numbers.vectors(inputs.get("vectors2")),
                Numbers.doubles(inputs.get("scores"))),
        test.get("expected"));
  }

  static Stream<Arguments> summarization() throws IOException {
    return Expected.cases("summarization", "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("summarization")
  void summarizationIsMtebs(String name, JsonNode test) {
    var inputs = test.get("inputs");
    var texts = new ArrayList<Summarization.Text>();
    for (int i = 0; i < inputs.get("relevance").size(); i++) {
      texts.add(
          new Summarization.Text(
              Numbers.vectors(inputs.get("human_vectors").get(i)),
              Numbers.vectors(inputs.get("machine_vectors").get(i)),
              Numbers.doubles(inputs.get("relevance").get(i))));
    }
    Expected.check(new Summarization(own(test)).of(texts), test.get("expected"));
  }

  static Stream<Arguments> pairs() throws IOException {
    return Expected.cases("pair_classification", "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void pairClassificationIsMtebs(String name, JsonNode test) {
    var inputs = test.get("inputs");
    int[] labels = Numbers.integers(inputs.get("labels"));
    boolean[] positive = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      positive[i] = labels[i] == 1;
    }
    Expected.check(
        new PairClassification(own(test))
            .of(
                Numbers.vectors(inputs.get("vectors1")),
                Numbers.vectors(inputs.get("vectors2")),
                positive),
        test.get("expected"));
  }

  static Stream<Arguments> classification() throws IOException {
    return Expected.cases("classification", "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("classification")
  void classificationIsMtebs(String name, JsonNode test) {
    var train = labeled(test, "train");
    var held = labeled(test, "test");
    boolean crossed = test.get("options").get("cross_validation").asBoolean();
    var learned = crossed ? held : train;
    var folds = new ArrayList<Classification.Fold>();
    for (var experiment : test.get("experiments")) {
      int[] rows = rows(experiment.get("train_texts"));
      int[] tested = rows(experiment.get("test_texts"));
      folds.add(new Classification.Fold(rows, tested));
      var some = learned.only(rows);
      var fitted = LogisticRegression.USUAL.fit(some.vectors(), some.labels());
      for (int k = 0; k < fitted.intercepts().length; k++) {
        assertThat(fitted.coefficients()[k])
            .containsExactly(Numbers.doubles(experiment.get("coefficients").get(k)), within(1e-3));
      }
      assertThat(fitted.intercepts())
          .containsExactly(
              Numbers.doubles(experiment.get("intercepts")), within(5e-3)); // no penalty
      assertThat(held.only(tested).vectors().stream().mapToInt(fitted::predict).toArray())
          .containsExactly(Numbers.integers(experiment.get("predictions")));
    }
    Expected.check(
        crossed
            ? Classification.USUAL.crossValidated(held, folds)
            : Classification.USUAL.of(
                train, held, folds.stream().map(Classification.Fold::train).toList()),
        test.get("expected"));
  }

  private static Labeled labeled(JsonNode test, String part) {
    return new Labeled(
        Numbers.vectors(test.get("inputs").get(part + "_vectors")),
        Numbers.integers(test.get("inputs").get(part + "_labels")));
  }

  /** The numbers of texts such as train12. */
  private static int[] rows(JsonNode texts) {
    return Numbers.strings(texts).stream()
        .mapToInt(text -> Integer.parseInt(text.replaceAll("\\D", "")))
        .toArray();
  }

  static Stream<Arguments> multilabel() throws IOException {
    return Expected.cases("multilabel_classification", "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("multilabel")
  void multilabelClassificationIsMtebs(String name, JsonNode test) {
    Expected.check(
        MultilabelClassification.USUAL.of(
            multilabeled(test, "train"),
            multilabeled(test, "test"),
            Numbers.each(test.get("sampled_train_rows")).map(Numbers::integers).toList()),
        test.get("expected"));
  }

  private static Multilabeled multilabeled(JsonNode test, String part) {
    var labels =
        Numbers.each(test.get("inputs").get(part + "_labels"))
            .map(list -> IntStream.of(Numbers.integers(list)).boxed().collect(Collectors.toSet()))
            .toList();
    return new Multilabeled(Numbers.vectors(test.get("inputs").get(part + "_vectors")), labels);
  }

  static Stream<Arguments> regression() throws IOException {
    return Expected.cases("regression", "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("regression")
  void regressionIsMtebs(String name, JsonNode test) {
    Expected.check(
        Regression.USUAL.of(
            valued(test, "train"),
            valued(test, "test"),
            Numbers.each(test.get("sampled_train_rows")).map(Numbers::integers).toList()),
        test.get("expected"));
  }

  private static Valued valued(JsonNode test, String part) {
    return new Valued(
        Numbers.vectors(test.get("inputs").get(part + "_vectors")),
        Numbers.doubles(test.get("inputs").get(part + "_values")));
  }

  static Stream<Arguments> fastClustering() throws IOException {
    return Expected.cases("clustering", "fast");
  }

  /** mteb's assignments; labels of the drawn documents follow from its draws. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("fastClustering")
  void clusteringIsMtebs(String name, JsonNode test) {
    var labels = Numbers.each(test.get("labels_used")).map(Numbers::strings).toList();
    var levels = new ArrayList<List<Clustered>>();
    int draw = 0;
    for (var level : test.get("assignments")) {
      int depth = levels.size();
      var numbers = new HashMap<String, Integer>();
      var draws = new ArrayList<Clustered>();
      for (var assignment : level) {
        int[] truth =
            Arrays.stream(Numbers.integers(test.get("bootstrap_rows").get(draw++)))
                .map(row -> label(labels.get(row), depth, numbers))
                .toArray();
        draws.add(new Clustered(truth, Numbers.integers(assignment)));
      }
      levels.add(draws);
    }
    var expected = test.get("expected");
    Expected.check(Clustering.score(levels), expected, 1e-9);
    int level = 0;
    for (var values : expected.get("v_measures")) {
      assertThat(Clustering.score(levels).of("v_measure_level_" + level++))
          .isCloseTo(Arrays.stream(Numbers.doubles(values)).average().orElse(0), within(1e-9));
    }
  }

  private static int label(List<String> labels, int level, Map<String, Integer> numbers) {
    return level < labels.size()
        ? numbers.computeIfAbsent(labels.get(level), label -> numbers.size())
        : Clustered.NONE;
  }

  static Stream<Arguments> legacyClustering() throws IOException {
    return Expected.cases("clustering", "legacy");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("legacyClustering")
  void legacyClusteringIsMtebs(String name, JsonNode test) {
    var assigned = test.get("assignments").elements();
    var sets = new ArrayList<Clustered>();
    for (var list : test.get("inputs").get("labels")) {
      int[] labels = Numbers.integers(list);
      boolean single = Arrays.stream(labels).distinct().count() == 1; // mteb clusters no such set
      sets.add(
          new Clustered(
              labels, single ? labels : Numbers.integers(assigned.next().get("assignment"))));
    }
    Expected.check(LegacyClustering.score(sets), test.get("expected"), 1e-9);
  }

  static Stream<Arguments> bitext() throws IOException {
    return Expected.cases("bitext_mining", "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bitext")
  void bitextMiningIsMtebs(String name, JsonNode test) {
    Expected.check(
        new BitextMining(own(test))
            .of(
                Numbers.vectors(test.get("inputs").get("vectors1")),
                Numbers.vectors(test.get("inputs").get("vectors2"))),
        test.get("expected"));
  }

  static Stream<Arguments> zeroShot() throws IOException {
    return Expected.cases("zero_shot_and_image_text", "zeroshot");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("zeroShot")
  void zeroShotClassificationIsMtebs(String name, JsonNode test) {
    var inputs = test.get("inputs");
    Expected.check(
        new ZeroShotClassification(own(test))
            .of(
                new Labeled(
                    Numbers.vectors(inputs.get("vectors")), Numbers.integers(inputs.get("labels"))),
                Numbers.vectors(inputs.get("label_vectors"))),
        test.get("expected"));
  }

  static Stream<Arguments> imageText() throws IOException {
    return Expected.cases("zero_shot_and_image_text", "image_text");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("imageText")
  void imageTextMatchingIsMtebs(String name, JsonNode test) {
    var inputs = test.get("inputs");
    var groups = new TreeMap<Integer, ImageTextMatching.Group>();
    for (int i = 0; i < inputs.get("image_vectors").size(); i++) {
      groups.put(
          i,
          new ImageTextMatching.Group(
              Numbers.vectors(inputs.get("image_vectors").get(i)),
              Numbers.vectors(inputs.get("text_vectors").get(i))));
    }
    Expected.check(ImageTextMatching.of(List.copyOf(groups.values())), test.get("expected"));
  }

  private static Similarity own(JsonNode test) {
    return Similarity.named(test.path("model_similarity").asText("cosine"));
  }
}
