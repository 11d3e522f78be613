// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.Numbers;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.Hit;

/** Agreement with mteb on searching and on measuring what was found. */
class GoldenRetrievalTest {
  static Stream<Arguments> retrieval() throws IOException {
    return Expected.cases("retrieval", "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("retrieval")
  void searchFindsWhatMtebFinds(String name, JsonNode test) {
    var wanted = run(test.get("run"));
    var found = search(test);
    assertThat(found.keySet()).containsExactlyElementsOf(wanted.keySet());
    found.forEach(
        (query, hits) -> {
          var other = wanted.getOrDefault(query, List.of());
          assertThat(hits.stream().map(Hit::id)).containsExactlyElementsOf(Hit.ranked(other));
          for (var hit : other) {
            assertThat(hits.stream().filter(h -> h.id().equals(hit.id())).findFirst().orElseThrow())
                .satisfies(h -> assertThat(h.score()).isCloseTo(hit.score(), within(1e-5f)));
          }
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("retrieval")
  void measuresOfWhatMtebFoundAreMtebs(String name, JsonNode test) {
    checkMeasures(test, run(test.get("run")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("retrieval")
  void measuresOfVectorsAreMtebs(String name, JsonNode test) {
    checkMeasures(test, search(test));
  }

  private static void checkMeasures(JsonNode test, Map<String, List<Hit>> run) {
    var expected = test.get("expected");
    var qrels = qrels(test);
    if (expected.has("p-MRR")) {
      var changed = map(test.get("inputs").get("changed_qrels"), list -> Numbers.strings(list));
      var found = InstructionRetrieval.of(qrels, run, changed);
      Expected.check(found, expected);
      Expected.check("og.", found.measures(), expected.get("og"), 1e-5);
      Expected.check("changed.", found.measures(), expected.get("changed"), 1e-5);
    } else {
      boolean skips = test.get("options").path("skip_first_result").asBoolean();
      Expected.check(new RankedRetrieval("ndcg_at_10", skips).of(qrels, run), expected);
    }
  }

  private static Map<String, List<Hit>> search(JsonNode test) {
    var inputs = test.get("inputs");
    var search =
        new NearestDocuments(
            Similarity.named(test.get("model_similarity").asText()),
            1000,
            test.get("options").path("ignore_identical_ids").asBoolean());
    var queries = identified(inputs, "query");
    var documents = identified(inputs, "document");
    return inputs.get("top_ranked").isNull()
        ? search.run(queries, documents)
        : search.rerank(
            queries, documents, map(inputs.get("top_ranked"), list -> Numbers.strings(list)));
  }

  private static Identified identified(JsonNode inputs, String kind) {
    return new Identified(
        Numbers.strings(inputs.get(kind + "_ids")), Numbers.vectors(inputs.get(kind + "_vectors")));
  }

  static Stream<Arguments> functions() throws IOException {
    return Expected.cases("retrieval_functions", "functions");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void singleMeasuresAreMtebs(String name, JsonNode test) {
    var qrels = qrels(test);
    var run = run(test.get("inputs").get("run"));
    var expected = test.get("expected");
    for (int k : Numbers.integers(test.get("inputs").get("k_values"))) {
      var pool = new PoolMeasures(k);
      assertThat(pool.cappedRecall(qrels, run))
          .containsExactly(at(expected, "recall_cap", "R_cap_at_" + k), within(1e-9));
      assertThat(pool.hole(qrels, run))
          .containsExactly(at(expected, "hole", "Hole_at_" + k), within(1e-9));
      assertThat(DoubleStream.of(pool.topAccuracy(qrels, run)).filter(v -> v == 1).toArray())
          .containsExactly(at(expected, "top_k_accuracy", "Accuracy@" + k));
      assertThat(
              JudgedQuery.of(qrels, run, 0).stream()
                  .mapToDouble(q -> q.reciprocalRank(k))
                  .toArray())
          .containsExactly(at(expected, "mrr", "MRR@" + k), within(1e-9));
    }
    var reworded = new RewordedRetrieval("robustness_at_10").of(qrels, run);
    Expected.check("", reworded.measures(), only(expected, "paired_accuracy"), 1e-9);
    Expected.check("", reworded.measures(), only(expected, "robustness_at_10"), 1e-9);
    assertThat(reworded.evidence().score()).isCloseTo(reworded.score(), within(1e-12));
    var nauc =
        Abstention.nauc(
            Numbers.doubles(test.get("inputs").get("confidence")),
            Numbers.doubles(test.get("inputs").get("metric")));
    Expected.check("", Map.of("nauc", nauc), only(expected, "nauc"), 1e-9);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void allMeasuresOfARunAreMtebs(String name, JsonNode test) {
    var run = run(test.get("inputs").get("run"));
    var scores = test.get("inputs").get("run");
    var measures =
        RankedRetrieval.measures(
            JudgedQuery.of(qrels(test), run, 0).stream()
                .map(query -> inDoublePrecision(query, scores.get(query.id())))
                .toList());
    var expected = test.get("expected").get("calculate_retrieval_scores");
    for (var kind : List.of("ndcg", "map", "recall", "precision", "mrr", "hit_rate")) {
      var wanted = expected.get(kind);
      for (var measure : wanted.properties()) {
        var depth = measure.getKey().split("@", 2)[1];
        assertThat(measures.get(kind + "_at_" + depth))
            .as(measure.getKey())
            .isCloseTo(measure.getValue().asDouble(), within(1e-5));
      }
    }
    for (var kind : List.of("naucs", "naucs_mrr")) {
      for (var measure : expected.get(kind).properties()) {
        var ours = measure.getKey().replace("_P@", "_precision@").replace("@", "_at_");
        double value =
            measures.getOrDefault(ours.toLowerCase(Locale.ROOT), Double.NEGATIVE_INFINITY);
        Expected.check(
            "", Map.of(measure.getKey(), value), only(expected.get(kind), measure.getKey()), 1e-5);
      }
    }
    run.forEach(
        (query, hits) -> {
          var confidence = Confidence.of(hits);
          var wanted = test.get("expected").get("confidence_scores").get(query);
          assertThat(confidence.max()).isCloseTo(wanted.get("max").asDouble(), within(1e-5));
          assertThat(confidence.std()).isCloseTo(wanted.get("std").asDouble(), within(1e-5));
          assertThat(confidence.diff1()).isCloseTo(wanted.get("diff1").asDouble(), within(1e-5));
        });
  }

  /** The scores of these runs are no floats, and their differences tie only in double precision. */
  private static JudgedQuery inDoublePrecision(JudgedQuery query, JsonNode scores) {
    return new JudgedQuery(
        query.id(),
        query.grades(),
        query.ranked(),
        query.trec(),
        Confidence.of(Numbers.doubles(scores)));
  }

  static Stream<Arguments> rankScores() throws IOException {
    return Expected.cases("retrieval_functions", "rank_score");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rankScores")
  void changesOfRankAreMtebs(String name, JsonNode test) {
    var inputs = test.get("inputs");
    assertThat(
            InstructionRetrieval.change(
                inputs.get("og_rank").asInt(), inputs.get("new_rank").asInt()))
        .isCloseTo(test.get("expected").get("rank_score").asDouble(), within(1e-12));
  }

  private static double[] at(JsonNode expected, String function, String key) {
    return expected.get(function).has(key)
        ? Numbers.doubles(expected.get(function).get(key))
        : new double[0];
  }

  private static JsonNode only(JsonNode object, String key) {
    return new com.fasterxml.jackson.databind.ObjectMapper()
        .createObjectNode()
        .set(key, object.get(key));
  }

  private static Map<String, Map<String, Integer>> qrels(JsonNode test) {
    return map(test.get("inputs").get("qrels"), grades -> map(grades, JsonNode::asInt));
  }

  private static Map<String, List<Hit>> run(JsonNode run) {
    return map(
        run,
        scores ->
            scores.properties().stream()
                .map(hit -> new Hit(hit.getKey(), (float) hit.getValue().asDouble()))
                .toList());
  }

  private static <T> Map<String, T> map(JsonNode object, Function<JsonNode, T> value) {
    var map = new LinkedHashMap<String, T>();
    object.properties().forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
    return map;
  }
}
