// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.lyceum.GoldenFiles;
import org.lyceum.Numbers;

/** What mteb says of the same vectors. */
final class Expected {
  private Expected() {}

  /** The cases of a file whose names begin with a prefix. */
  static Stream<Arguments> cases(String file, String prefix) {
    return Numbers.each(GoldenFiles.json("metrics/mteb_" + file + ".json").get("cases"))
        .filter(test -> test.get("case").asText().startsWith(prefix))
        .map(test -> Arguments.of(test.get("case").asText(), test));
  }

  /** Every measure of mteb is there, and the evidence tells the main one. */
  static void check(Outcome found, JsonNode wanted) {
    check(found, wanted, 1e-5);
  }

  static void check(Outcome found, JsonNode wanted, double margin) {
    check("", found.measures(), wanted, margin);
    if (wanted.has("main_score") && !found.main().equals("p-MRR")) {
      assertThat(found.score()).isCloseTo(wanted.get("main_score").asDouble(), within(margin));
    }
    assertThat(found.evidence().score()).isCloseTo(found.score(), within(1e-12));
  }

  static void check(String prefix, Map<String, Double> found, JsonNode wanted, double margin) {
    for (var measure : wanted.properties()) {
      String name = prefix + measure.getKey();
      if (measure.getValue().isContainerNode() || name.equals("main_score")) {
        continue;
      }
      assertThat(found).containsKey(name);
      double value = Numbers.number(measure.getValue());
      if (Double.isNaN(value) || isRounding(name, found, value)) {
        assertThat(found.get(name)).as(name).isNaN();
      } else {
        assertThat(found.get(name)).as(name).isCloseTo(value, within(margin));
      }
    }
  }

  /** mteb's nAUC of a constant measure: what its sums of 0.6 leave is divided by itself. */
  private static boolean isRounding(String name, Map<String, Double> found, double value) {
    return name.startsWith("nauc_precision_at_5_")
        && value == 1
        && Math.abs(found.getOrDefault("precision_at_5", 0.0) - 0.6) < 1e-12;
  }
}
