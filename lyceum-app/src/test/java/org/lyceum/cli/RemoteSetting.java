// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Twelve pairs in a folder, and {@code evaluate} run on them with models behind addresses. */
abstract class RemoteSetting {
  private static final int PAIRS = 12;
  static final int TEXTS = 2 * PAIRS;
  private static final List<String> FAST =
      List.of("--retries", "2", "--retry-pause", "0", "--batch", "8");

  @TempDir Path folder;

  @BeforeEach
  void writeTheData() throws IOException {
    var lines = new ArrayList<>(List.of("sentence1,sentence2,score"));
    for (int i = 0; i < PAIRS; i++) {
      lines.add("one %d,other %d,%d".formatted(i, i, i % 5));
    }
    Files.createDirectories(folder.resolve("mine"));
    Files.write(folder.resolve("mine/test.csv"), lines);
  }

  List<String> arguments(String model, String output, String... more) {
    var args = new ArrayList<>(List.of("evaluate", model, "--type", "sts"));
    args.addAll(List.of("--data", folder.resolve("mine").toString()));
    args.addAll(List.of("--output", folder.resolve(output).toString()));
    args.addAll(List.of(more));
    for (int i = 0; i < FAST.size(); i += 2) {
      if (!args.contains(FAST.get(i))) {
        args.addAll(FAST.subList(i, i + 2));
      }
    }
    return args;
  }

  CommandRun run(String model, String output, String... more) {
    return CommandRun.of(arguments(model, output, more).toArray(String[]::new));
  }

  JsonNode result(String output) throws IOException {
    return new ObjectMapper().readTree(file(output).toFile());
  }

  Path file(String output) throws IOException {
    try (var files = Files.walk(folder.resolve(output))) {
      return files.filter(file -> file.endsWith("mine.json")).findFirst().orElseThrow();
    }
  }

  /** Without what differs from run to run. */
  JsonNode scores(String output) throws IOException {
    var json = (ObjectNode) result(output);
    json.remove(List.of("evaluation_time", "embedding_time", "date"));
    return json;
  }
}
