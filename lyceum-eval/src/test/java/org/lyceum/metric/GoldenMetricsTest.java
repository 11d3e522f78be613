// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.lyceum.Golden;

/** Agreement with scipy and trec_eval. */
class GoldenMetricsTest {
  @Test
  void correlationsAreScipys() throws IOException {
    int checked = 0;
    for (var test : Golden.json("metrics/statistics.json").get("cases")) {
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
      assertThat(Ranks.average(x)).containsExactly(doubles(expected.get("ranks_average").get("x")));
      checked++;
    }
    assertThat(checked).isPositive();
  }

  @Test
  void ndcgAndRecallAreTrecEvals() throws IOException {
    int checked = 0;
    for (var test : Golden.json("metrics/trec_eval.json").get("cases")) {
      var qrels = qrels(Golden.path("metrics/" + test.get("qrels").asText()));
      var run = run(Golden.path("metrics/" + test.get("run").asText()));
      for (var query : test.get("expected").get("per_query").properties()) {
        var ranked = Hit.ranked(run.getOrDefault(query.getKey(), List.of()));
        for (int k : new int[] {1, 3, 5, 10, 100}) {
          var wanted = query.getValue().path("ndcg_cut_" + k);
          if (wanted.isNumber()) {
            assertThat(new Ndcg(k).of(qrels.getOrDefault(query.getKey(), Map.of()), ranked))
                .as("%s %s ndcg@%d", test.get("case"), query.getKey(), k)
                .isCloseTo(wanted.asDouble(), within(1e-12));
            checked++;
          }
          var found = query.getValue().path("recall_" + k);
          if (found.isNumber() && test.get("relevance_level").asInt() == 1) {
            assertThat(new Recall(k).of(qrels.getOrDefault(query.getKey(), Map.of()), ranked))
                .as("%s %s recall@%d", test.get("case"), query.getKey(), k)
                .isCloseTo(found.asDouble(), within(1e-12));
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(100);
  }

  private static Map<String, Map<String, Integer>> qrels(Path file) throws IOException {
    var qrels = new HashMap<String, Map<String, Integer>>();
    for (var line : Files.readAllLines(file)) {
      var field = line.split("\\s+", -1);
      qrels
          .computeIfAbsent(field[0], id -> new HashMap<>())
          .put(field[2], Integer.valueOf(field[3]));
    }
    return qrels;
  }

  private static Map<String, List<Hit>> run(Path file) throws IOException {
    var run = new HashMap<String, List<Hit>>();
    for (var line : Files.readAllLines(file)) {
      var field = line.split("\\s+", -1);
      run.computeIfAbsent(field[0], id -> new ArrayList<>())
          .add(new Hit(field[2], (float) Double.parseDouble(field[4])));
    }
    return run;
  }

  private static double[] doubles(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
