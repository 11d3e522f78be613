// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.GoldenFiles;
import org.lyceum.metric.Hit;
import org.lyceum.metric.Ndcg;
import org.lyceum.metric.TrecEval;

/** Every measure of trec_eval, query by query and together, on files that it has read. */
class TrecEvalGoldenTest {
  static Stream<Arguments> cases() throws IOException {
    var cases = GoldenFiles.json("metrics/trec_eval.json").get("cases");
    return StreamSupport.stream(cases.spliterator(), false)
        .map(test -> Arguments.of(test.get("case").asText(), test));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void measuresAreTrecEvals(String name, JsonNode test) throws IOException {
    var qrels = TrecFiles.qrels(file(test, "qrels"));
    var run = run(test);
    var trec = new TrecEval(test.get("relevance_level").asInt());
    var queries = new LinkedHashMap<String, Map<String, Double>>();
    run.forEach(
        (query, hits) -> {
          if (qrels.containsKey(query)) {
            queries.put(query, trec.of(qrels.get(query), Hit.ranked(hits)));
          }
        });

    var expected = test.get("expected");
    assertThat(expected.get("per_query").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(queries.keySet());
    queries.forEach(
        (query, found) -> check(name, query, found, expected.at("/per_query/" + query)));
    check(name, "all", TrecEval.mean(queries.values()), expected.get("aggregated"));
  }

  /** That which evaluators use alone is the same. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void ndcgIsThat(String name, JsonNode test) throws IOException {
    var qrels = TrecFiles.qrels(file(test, "qrels"));
    run(test)
        .forEach(
            (query, hits) -> {
              var grades = qrels.getOrDefault(query, Map.of());
              var ranked = Hit.ranked(hits);
              var all = TrecEval.USUAL.of(grades, ranked);
              assertThat(new Ndcg(10).of(grades, ranked))
                  .isCloseTo(all.get("ndcg_cut_10"), within(1e-12));
            });
  }

  private static void check(String name, String query, Map<String, Double> found, JsonNode wanted) {
    for (var measure : wanted.properties()) {
      assertThat(found).containsKey(measure.getKey());
      double value = measure.getValue().isNumber() ? measure.getValue().asDouble() : Double.NaN;
      assertThat(found.get(measure.getKey()))
          .as("%s %s %s", name, query, measure.getKey())
          .satisfies(
              got -> {
                if (Double.isNaN(value)) {
                  assertThat(got).isNaN();
                } else {
                  assertThat(got).isCloseTo(value, within(1e-12));
                }
              });
    }
  }

  private static Map<String, List<Hit>> run(JsonNode test) throws IOException {
    var path = file(test, "run");
    var run =
        new LinkedHashMap<String, List<Hit>>(
            Files.size(path) == 0 ? Map.of() : TrecFiles.run(path));
    test.get("queries_with_empty_list").forEach(query -> run.put(query.asText(), List.of()));
    return run;
  }

  private static Path file(JsonNode test, String kind) {
    return GoldenFiles.path("metrics/" + test.get(kind).asText());
  }
}
