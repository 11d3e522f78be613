// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.GoldenFiles;
import org.lyceum.Numbers;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.Identified;
import org.lyceum.protocol.Outcome;

/** Agreement with the evaluators of sentence-transformers 6.2.0, measure by measure. */
class GoldenEvaluatorsTest {
  private static final List<Similarity> ALL =
      List.of(Similarity.COSINE, Similarity.DOT, Similarity.EUCLIDEAN, Similarity.MANHATTAN);

  static Stream<Arguments> cases() {
    return Numbers.each(
            GoldenFiles.json("metrics/sentence_transformers_evaluators.json").get("cases"))
        .map(test -> Arguments.of(test.get("case").asText(), test));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void measuresAreThoseOfTheLibrary(String name, JsonNode test) {
    var inputs = test.get("inputs");
    var options = test.path("options");
    if (name.startsWith("BinaryClassification_threshold_")) {
      checkThresholds(inputs, test.get("expected"));
      return;
    }
    Outcome found =
        switch (name.split("_", 2)[0]) {
          case "EmbeddingSimilarity" -> similarity(inputs, options);
          case "BinaryClassification" ->
              new BinaryClassification(similarities(options))
                  .of(
                      vectors(inputs, "vectors1"),
                      vectors(inputs, "vectors2"),
                      booleans(inputs.get("labels")));
          case "InformationRetrieval" -> retrieval(inputs, options);
          case "Triplet" ->
              new Triplet(ALL, margins(options.get("margin")), null)
                  .of(
                      vectors(inputs, "anchors"),
                      vectors(inputs, "positives"),
                      vectors(inputs, "negatives"));
          case "ParaphraseMining" -> mining(inputs, options);
          case "Reranking" -> reranking(inputs, options);
          case "CrossEncoderReranking" -> crossEncoderReranking(inputs, options);
          case "CrossEncoderClassification" -> crossEncoderClassification(name, inputs);
          case "CrossEncoderCorrelation" ->
              CrossEncoderCorrelation.of(
                  Numbers.doubles(inputs.get("scores")), Numbers.doubles(inputs.get("gold")));
          case "Translation" -> translation(inputs);
          case "MSE" ->
              new MeanSquaredError(options.get("truncate_dim").asInt(Integer.MAX_VALUE))
                  .of(vectors(inputs, "teacher_vectors"), vectors(inputs, "student_vectors"));
          case "LabelAccuracy" ->
              LabelAccuracy.of(vectors(inputs, "logits"), Numbers.integers(inputs.get("labels")));
          default -> fail("no evaluator is known for the case '%s'; add it here", name);
        };
    check(found, test);
  }

  private static void check(Outcome found, JsonNode test) {
    assertThat(test.get("expected").size()).isPositive();
    for (var measure : test.get("expected").properties()) {
      assertThat(found.measures()).containsKey(measure.getKey());
      assertThat(found.of(measure.getKey()))
          .as(measure.getKey())
          .isCloseTo(measure.getValue().asDouble(), within(1e-5));
    }
    assertThat(found.main()).isEqualTo(test.get("primary_metric").asText());
    assertThat(found.evidence().score()).isCloseTo(found.score(), within(1e-12));
    assertThat(found.measures()).hasSize(test.get("expected").size());
  }

  private static void checkThresholds(JsonNode inputs, JsonNode expected) {
    for (var direction : List.of("higher_is_similar", "lower_is_similar")) {
      var best =
          new BestThresholds(
              Numbers.doubles(inputs.get("scores")),
              booleans(inputs.get("labels")),
              direction.startsWith("higher"));
      var accuracy = best.accuracy();
      var f1 = best.f1();
      assertThat(new double[] {accuracy.value(), accuracy.threshold()})
          .as(direction)
          .containsExactly(
              Numbers.doubles(expected.get(direction).get("accuracy_and_threshold")),
              within(1e-12));
      assertThat(new double[] {f1.value(), f1.precision(), f1.recall(), f1.threshold()})
          .as(direction)
          .containsExactly(
              Numbers.doubles(expected.get(direction).get("f1_precision_recall_threshold")),
              within(1e-12));
    }
  }

  private static Outcome similarity(JsonNode inputs, JsonNode options) {
    var evaluator =
        options.has("main_similarity")
            ? new EmbeddingSimilarity(List.of(named(options.get("main_similarity"))))
                .mainly(named(options.get("main_similarity")))
            : new EmbeddingSimilarity(similarities(options));
    if (options.hasNonNull("precision")) {
      var precision = options.get("precision").asText().toUpperCase(Locale.ROOT);
      evaluator = evaluator.in(VectorPrecision.valueOf(precision));
    }
    if (options.hasNonNull("truncate_dim")) {
      evaluator = evaluator.cutTo(options.get("truncate_dim").asInt());
    }
    return evaluator.of(
        vectors(inputs, "vectors1"),
        vectors(inputs, "vectors2"),
        Numbers.doubles(inputs.get("scores")));
  }

  private static Outcome retrieval(JsonNode inputs, JsonNode options) {
    var relevant = new HashMap<String, Set<String>>();
    inputs
        .get("relevant")
        .properties()
        .forEach(
            query -> relevant.put(query.getKey(), Set.copyOf(Numbers.strings(query.getValue()))));
    var cutoffs =
        new Cutoffs(
            cutoffs(options, "accuracy_at_k"),
            cutoffs(options, "precision_recall_at_k"),
            cutoffs(options, "ndcg_at_k"),
            cutoffs(options, "mrr_at_k"),
            cutoffs(options, "map_at_k"));
    return new InformationRetrieval(List.of(Similarity.COSINE, Similarity.DOT), cutoffs, null)
        .of(
            numbered("q", vectors(inputs, "query_vectors")),
            numbered("d", vectors(inputs, "document_vectors")),
            relevant);
  }

  private static List<Integer> cutoffs(JsonNode options, String name) {
    return IntStream.of(Numbers.integers(options.get(name))).boxed().toList();
  }

  private static Identified numbered(String letter, List<float[]> vectors) {
    return new Identified(
        IntStream.range(0, vectors.size()).mapToObj(i -> letter + i).toList(), vectors);
  }

  private static Map<Similarity, Double> margins(JsonNode margin) {
    var margins = new EnumMap<Similarity, Double>(Similarity.class);
    if (margin.isObject()) {
      margin
          .properties()
          .forEach(
              each -> margins.put(Similarity.named(each.getKey()), each.getValue().asDouble()));
    } else {
      ALL.forEach(similarity -> margins.put(similarity, margin.asDouble(0)));
    }
    return margins;
  }

  private static Outcome mining(JsonNode inputs, JsonNode options) {
    var paraphrases =
        Numbers.each(inputs.get("duplicates"))
            .map(
                pair -> new ParaphraseMining.Paraphrase(pair.get(0).asText(), pair.get(1).asText()))
            .toList();
    return new ParaphraseMining(
            options.get("add_transitive_closure").asBoolean(),
            options.get("top_k").asInt(),
            ParaphraseMining.USUAL.maxPairs())
        .of(
            new Identified(Numbers.strings(inputs.get("ids")), vectors(inputs, "vectors")),
            paraphrases);
  }

  private static Outcome reranking(JsonNode inputs, JsonNode options) {
    var samples =
        Numbers.each(inputs.get("samples"))
            .map(
                sample ->
                    new Reranking.Sample(
                        Numbers.vector(sample.get("query")),
                        vectors(sample, "positive"),
                        vectors(sample, "negative")))
            .toList();
    return new Reranking(Similarity.COSINE, options.get("at_k").asInt()).of(samples);
  }

  private static Outcome crossEncoderReranking(JsonNode inputs, JsonNode options) {
    var samples = new ArrayList<CrossEncoderReranking.Sample>();
    for (var sample : inputs.get("samples")) {
      if (sample.has("negative")) {
        samples.add(
            new CrossEncoderReranking.Sample.Told(
                Numbers.doubles(sample.get("positive")), Numbers.doubles(sample.get("negative"))));
        continue;
      }
      var scores = new LinkedHashMap<String, Double>();
      inputs
          .get("scores")
          .get(sample.get("query").asText())
          .properties()
          .forEach(score -> scores.put(score.getKey(), score.getValue().asDouble()));
      samples.add(
          new CrossEncoderReranking.Sample.Listed(
              Numbers.strings(sample.get("positive")),
              Numbers.strings(sample.get("documents")),
              scores));
    }
    return new CrossEncoderReranking(
            options.get("at_k").asInt(), options.path("always_rerank_positives").asBoolean(true))
        .of(samples);
  }

  private static Outcome translation(JsonNode inputs) {
    var sources = vectors(inputs, "source_vectors");
    var targets = vectors(inputs, "target_vectors");
    var same = inputs.path("same_text");
    var sourceNames = IntStream.range(0, sources.size()).mapToObj(i -> "source " + i).toList();
    var targetNames =
        IntStream.range(0, targets.size())
            .map(i -> same.has(1) && i == same.get(1).asInt() ? same.get(0).asInt() : i)
            .mapToObj(i -> "target " + i)
            .toList();
    return Translation.of(sources, sourceNames, targets, targetNames);
  }

  private static Outcome crossEncoderClassification(String name, JsonNode inputs) {
    return switch (name) {
      case "CrossEncoderClassification_binary" ->
          CrossEncoderClassification.of(
              Numbers.doubles(inputs.get("scores")), booleans(inputs.get("labels")));
      case "CrossEncoderClassification_classes" ->
          CrossEncoderClassification.of(
              vectors(inputs, "scores"), Numbers.integers(inputs.get("labels")));
      default -> fail("no shape is known for the case '%s'; add it here", name);
    };
  }

  private static List<Similarity> similarities(JsonNode options) {
    return Numbers.each(options.get("similarity_fn_names"))
        .map(GoldenEvaluatorsTest::named)
        .toList();
  }

  private static Similarity named(JsonNode name) {
    return Similarity.named(name.asText());
  }

  private static List<float[]> vectors(JsonNode inputs, String name) {
    return Numbers.vectors(inputs.get(name));
  }

  private static boolean[] booleans(JsonNode labels) {
    boolean[] booleans = new boolean[labels.size()];
    for (int i = 0; i < booleans.length; i++) {
      booleans[i] = labels.get(i).asInt() == 1;
    }
    return booleans;
  }
}
