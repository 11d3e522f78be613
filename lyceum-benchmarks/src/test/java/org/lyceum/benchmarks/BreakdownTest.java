// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.benchmarks.Breakdown.Part;
import org.lyceum.folder.Models;
import org.lyceum.tensor.DataException;

class BreakdownTest {
  @Test
  void sumsTheTimesOfNodesByWhatTheyDo() throws JsonProcessingException {
    var parts =
        Breakdown.parts(
            new ObjectMapper()
                .readTree(
                    """
                    [{"cat": "Session", "name": "model_run", "dur": 900},
                     {"cat": "Node", "name": "/encoder/a/MatMul_kernel_time", "dur": 9000,
                      "args": {"op_name": "FusedMatMul"}},
                     {"cat": "Node", "name": "/encoder/a/MatMul_kernel_time", "dur": 300,
                      "args": {"op_name": "FusedMatMul"}},
                     {"cat": "Node", "name": "/encoder/b/MatMul_kernel_time", "dur": 500,
                      "args": {"op_name": "MatMul"}},
                     {"cat": "Node", "name": "/encoder/b/MatMul_fence_before", "dur": 7},
                     {"cat": "Node", "name": "/encoder/Gelu_kernel_time", "dur": 20,
                      "args": {"op_name": "BiasGelu"}},
                     {"cat": "Node", "name": "/pooling/Div_kernel_time", "dur": 1,
                      "args": {"op_name": "Div"}}]
                    """));
    assertThat(parts.keySet()).containsExactly(Part.PRODUCTS, Part.ACTIVATION, Part.POOLING);
    assertThat(parts.get(Part.PRODUCTS)).isEqualTo(0.0008, within(1e-12));
    assertThat(parts.get(Part.POOLING)).isEqualTo(0.000001, within(1e-12));
  }

  @Test
  void refusesAProfileWithoutNodes() {
    assertThatThrownBy(() -> Breakdown.parts(new ObjectMapper().createArrayNode()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must hold the times of nodes");
  }

  @Test
  void givesAllOfTheTimeOfARealModel(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("short.txt"), "a small dog\nthe market fell again today\n");
    try (var model = Models.open("minilm-l6")) {
      String text = new Breakdown(model).text(folder, SetName.SHORT);
      assertThat(text).startsWith("short: 2 texts of 6.0 tokens, ");
      double sum =
          Pattern.compile("(\\d+\\.\\d) %$", Pattern.MULTILINE)
              .matcher(text.lines().skip(1).reduce("", (a, b) -> a + "\n" + b))
              .results()
              .mapToDouble(found -> Double.parseDouble(found.group(1)))
              .sum();
      assertThat(sum).isEqualTo(100, within(0.4));
      assertThat(text).containsPattern("matrix products +[1-9]");
    }
  }
}
