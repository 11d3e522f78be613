// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.lyceum.Golden;

/** Agreement with scipy. */
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

  private static double[] doubles(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
