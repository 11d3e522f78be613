// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lyceum.GoldenFiles;

class TokenTablesTest {
  @Test
  void weighsRareTokensMore() {
    // ranks 2, 3, 4: 1/2, 1/3, 1/4 of 13/12, so p = 6/13, 4/13, 3/13
    double[] weights = TokenTables.weights(3, 1);
    assertThat(weights[0]).isCloseTo(13.0 / 19, within(1e-12));
    assertThat(weights[1]).isCloseTo(13.0 / 17, within(1e-12));
    assertThat(weights[2]).isCloseTo(13.0 / 16, within(1e-12));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithModel2Vec() {
    var root = GoldenFiles.json("mining/static_distillation.json");
    return StreamSupport.stream(root.path("cases").spliterator(), false)
        .map(test -> DynamicTest.dynamicTest(test.path("case").asText(), () -> check(test)));
  }

  private static void check(JsonNode test) {
    float[][] table = rows(test.at("/inputs/table"));
    var dims = test.at("/options/pca_dims");
    float[][] reduced = dims.isNull() ? table : reduced(table, width(dims, table));
    var sif = test.at("/options/sif_coefficient");
    double[] weights = new double[table.length];
    Arrays.fill(weights, 1);
    if (!sif.isNull()) {
      weights = TokenTables.weights(table.length, sif.asDouble());
    }
    float[][] wanted = rows(test.at("/expected/table"));
    assertThat(reduced).hasDimensions(wanted.length, wanted[0].length);
    for (int row = 0; row < wanted.length; row++) {
      for (int i = 0; i < wanted[row].length; i++) {
        assertThat((float) (reduced[row][i] * weights[row]))
            .isCloseTo(wanted[row][i], within(2e-5f));
      }
    }
  }

  /** Model2Vec leaves a table with no more rows than components as it is. */
  private static float[][] reduced(float[][] table, int width) {
    return width >= table.length
        ? table
        : TokenTables.reduce(
            table, PrincipalComponents.of(table), Math.min(width, table[0].length));
  }

  private static int width(JsonNode dims, float[][] table) {
    if (dims.isTextual()) {
      return table[0].length;
    }
    return dims.isInt()
        ? dims.asInt()
        : PrincipalComponents.of(table).dimensionsFor(dims.asDouble());
  }

  private static float[][] rows(JsonNode node) {
    float[][] rows = new float[node.size()][node.get(0).size()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = (float) node.get(i).get(j).asDouble();
      }
    }
    return rows;
  }
}
