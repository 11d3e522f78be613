// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchReportTest {
  private static final Spread PEAK = new Spread(100, 90, 110);
  private static final BenchReport REPORT =
      new BenchReport(
          new Machine("a processor", PEAK, 100, 95),
          List.of(
              new BenchRow(
                  "langchain4j", "short", new Spread(150, 149, 151), 40.0, 0.4, 0.42, 0, null),
              new BenchRow(
                  "lyceum-fp32", "short", new Spread(345, 340, 350), 95.0, 0.95, 1.0, 0.02, null),
              new BenchRow(
                  "lyceum-static", "short", new Spread(250_000, 1, 2), null, null, null, 0, null)));

  @Test
  void writesARowForEachRunnerAndSet() throws IOException {
    var out = new ByteArrayOutputStream();
    REPORT.write(out);
    var root = new ObjectMapper().readTree(out.toString(UTF_8));
    assertThat(root.path("machine").path("gemm_gflops").asDouble()).isEqualTo(100);
    assertThat(root.path("rows")).hasSize(3);
    assertThat(root.path("rows").get(1).toString())
        .isEqualTo(
            "{\"runner\":\"lyceum-fp32\",\"set\":\"short\",\"texts_per_cpu_second\":345.0,"
                + "\"gflops\":95.0,\"share_of_gemm_peak\":0.95,\"padding\":0.02,"
                + "\"spread\":[340.0,350.0],\"share_of_libtorch_gemm\":1.0,\"cosine\":null}");
    assertThat(root.path("rows").get(2).path("gflops").isNull()).isTrue();
  }

  @Test
  void showsATable() {
    assertThat(REPORT.text())
        .contains("a matrix product reaches 100.0 GFLOP/s in one thread (90.0-110.0;")
        .containsPattern(
            "short +lyceum-fp32 +345\\.0 +340\\.0-350\\.0 +2\\.30 +95\\.0 +95\\.0 % +100\\.0 %"
                + " +2\\.0 %")
        .containsPattern("short +lyceum-static +250,000 .* - +- +- +0\\.0 % +-");
  }

  @Test
  void saysHowMuchMemoryGrew() throws IOException {
    var soak = new SoakReport("m", 100, List.of(200_000_000L, 206_000_000L, 204_000_000L), 0);
    assertThat(soak.growth()).isEqualTo(206.0 / 200 - 1);
    assertThat(soak.isFlat()).isTrue();
    assertThat(new SoakReport("m", 100, soak.resident(), 1).isFlat()).isFalse();
    assertThat(new SoakReport("m", 100, List.of(200_000_000L, 211_000_000L), 0).isFlat()).isFalse();
    assertThat(soak.text())
        .contains("300 short texts", "200.0 MB", "204.0 MB", "+3.0 %", "0 native");
    var out = new ByteArrayOutputStream();
    soak.write(out);
    var root = new ObjectMapper().readTree(out.toString(UTF_8));
    assertThat(root.path("rows")).isEmpty();
    assertThat(root.path("soak").path("resident_bytes_last").asLong()).isEqualTo(204_000_000);
  }
}
