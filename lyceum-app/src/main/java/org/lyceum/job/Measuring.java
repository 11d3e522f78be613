// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.GraphPrecision;

/** Measures the rows of the table. */
record Measuring(
    Tasks tasks,
    EmbedderOptions options,
    List<String> sample,
    Console console,
    BooleanSupplier stop) {
  private static final double SECONDS = 1.5;

  private void begin(String name) {
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped before '%s' was measured".formatted(name));
    }
    console.say("Measure  %s".formatted(name));
  }

  /** Quality of the teacher as it taught, speed and size of its graph. */
  Row teacher(CachedTeacher teacher, Embedder graph, Path folder, Tasks.Chosen chosen) {
    begin("teacher");
    var quality = tasks.measure(teacher, chosen);
    return row("teacher", quality, graph, new ModelFiles(folder, false));
  }

  Row student(String name, Path folder, Tasks.Chosen chosen) {
    return measure(name, folder, chosen, options);
  }

  /** The row of the int8 graph, where the folder has one. */
  Optional<Row> int8(Path folder, Tasks.Chosen chosen) {
    return Files.exists(folder.resolve("onnx").resolve("model_int8.onnx"))
        ? Optional.of(
            measure("student-int8", folder, chosen, options.precision(GraphPrecision.INT8)))
        : Optional.empty();
  }

  private Row measure(String name, Path folder, Tasks.Chosen chosen, EmbedderOptions how) {
    begin(name);
    boolean int8 = how.precision() == GraphPrecision.INT8;
    try (var embedder = Embedders.open(folder.toString(), how)) {
      return row(name, tasks.measure(embedder, chosen), embedder, new ModelFiles(folder, int8));
    }
  }

  Row bm25(Tasks.Chosen chosen) {
    begin("bm25");
    return new Row("bm25", tasks.measureBm25(chosen), new Row.Cost(null, null, null, null));
  }

  private Row row(String name, Row.Quality quality, Embedder embedder, ModelFiles files) {
    var speed = Speed.of(embedder, sample, SECONDS);
    return new Row(
        name,
        quality,
        new Row.Cost(
            speed.textsPerSecond(),
            speed.textsPerCpuSecond(),
            files.bytes(),
            Footprint.of(files.folder, files.int8)));
  }

  /** The files that a model is run from: its graph or table, and its tokenizer. */
  private record ModelFiles(Path folder, boolean int8) {
    @Nullable Long bytes() {
      var graph = folder.resolve("onnx").resolve(int8 ? "model_int8.onnx" : "model.onnx");
      var weights = Files.exists(graph) ? graph : folder.resolve("model.safetensors");
      var whole = folder.resolve("tokenizer.json");
      var tokenizer = Files.exists(whole) ? whole : folder.resolve("vocab.txt");
      try {
        return Files.size(weights) + Files.size(tokenizer);
      } catch (IOException e) {
        throw new UncheckedIOException("%s cannot be measured".formatted(folder), e);
      }
    }
  }
}
