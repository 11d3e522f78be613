// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  private static final String[] QUICK = {"--seconds", "0.01", "--rounds", "1"};

  @TempDir Path folder;

  private CommandRun bench(String... options) {
    var args = new java.util.ArrayList<>(List.of("bench"));
    args.addAll(List.of(QUICK));
    args.addAll(List.of(options));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private void write(String name) throws IOException {
    Files.write(folder.resolve(name), "a small dog\nthe stock market fell again\n".getBytes(UTF_8));
  }

  @Test
  void runsItsExample() {
    var run = CommandRun.example("bench");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("GFLOP/s in one thread")
        .containsPattern("short +lyceum-static +[0-9,]+");
  }

  @Test
  void measuresEveryRunnerOnTheTextsOfAFolder() throws IOException {
    write("short.txt");
    write("mixed.txt");
    Path json = folder.resolve("figures.json");
    var run =
        bench(
            "--texts",
            "" + folder,
            "--runner",
            "lyceum-fp32,langchain4j,onnxruntime,lyceum-static",
            "--set",
            "short,mixed",
            "--json",
            "" + json);
    assertThat(run.code()).as(run.err()).isZero();
    var rows = new ObjectMapper().readTree(json.toFile()).path("rows");
    assertThat(rows).hasSize(8);
    for (var row : rows) {
      assertThat(names(row.fieldNames()))
          .startsWith(
              "runner", "set", "texts_per_cpu_second", "gflops", "share_of_gemm_peak", "padding");
      assertThat(row.path("texts_per_cpu_second").asDouble()).isPositive();
      assertThat(row.path("padding").asDouble()).isBetween(0.0, 0.5);
      assertThat(row.path("gflops").isNull())
          .isEqualTo(row.path("runner").asText().equals("lyceum-static"));
    }
    assertThat(run.out()).contains("langchain4j", "onnxruntime", "x LangChain4j");
  }

  private static List<String> names(Iterator<String> names) {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(names, 0), false).toList();
  }

  @Test
  void refusesWhatIsMissingAndLeavesNothing() throws IOException {
    write("short.txt");
    Path json = folder.resolve("figures.json");
    var missing = bench("--texts", "" + folder, "--json", "" + json);
    assertThat(missing.code()).isEqualTo(4);
    assertThat(missing.err()).contains("mixed.txt");
    var unwritable = bench("--json", folder.resolve("no/such/place.json").toString());
    assertThat(unwritable.code()).isEqualTo(4);
    assertThat(unwritable.err()).contains("place.json", "cannot be written");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("short.txt"));
    }
  }

  @Test
  void refusesWhatCannotBe() {
    refuses("none of [lyceum-fp32, lyceum-int8", "--runner", "fast");
    refuses("--set", "--set", "tiny");
    refuses("seconds must be positive, got 0.0", "--seconds", "0");
    refuses("--model does not go with the comparison of runners", "--model", "minilm-l6");
    refuses("--rounds does not go with --breakdown", "--breakdown", "--rounds", "2");
    refuses("--set does not go with --soak", "--soak", "--set", "short");
    refuses("rounds and threads must be 1 or more, got 0 and 1", "--rounds", "0");
  }

  private static void refuses(String message, String... options) {
    var args = new java.util.ArrayList<>(List.of("bench"));
    args.addAll(List.of(options));
    var run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }
}
