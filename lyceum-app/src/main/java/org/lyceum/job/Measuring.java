// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.lyceum.distillation.CachedEmbedder;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelFolder;
import org.lyceum.protocol.Outcome;
import org.lyceum.statistics.Bootstrap;
import org.lyceum.tensor.Seed;

/** Measures the rows of the table. */
record Measuring(
    Tasks tasks,
    EmbedderOptions options,
    List<String> sample,
    Speed.Effort effort,
    Console console,
    BooleanSupplier stop) {
  private static final Bootstrap RESAMPLES = new Bootstrap(1_000, new Seed(42));

  /**
   * A model whose quality is known; speeds are measured when those of all are.
   *
   * @param name of its row
   * @param measured what it is worth
   * @param folder where it is
   * @param precision which of its graphs
   */
  record Rated(String name, Tasks.Measured measured, Path folder, GraphPrecision precision) {}

  private void begin(String name) {
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped before '%s' was measured".formatted(name));
    }
    console.say("Measure  %s".formatted(name));
  }

  /** Quality of the teacher as it taught; its speed will be that of its graph. */
  Rated teacher(CachedEmbedder teacher, Path folder, Tasks.Chosen chosen) {
    begin("teacher");
    return new Rated(
        "teacher", quality("teacher", teacher, chosen), folder, GraphPrecision.FLOAT32);
  }

  Rated student(String name, Path folder, Tasks.Chosen chosen) {
    return rate(name, folder, GraphPrecision.FLOAT32, chosen);
  }

  /** The int8 graph, where the folder has one. */
  Optional<Rated> int8(Path folder, Tasks.Chosen chosen) {
    return Int8File.isIn(folder)
        ? Optional.of(rate("student-int8", folder, GraphPrecision.INT8, chosen))
        : Optional.empty();
  }

  private Rated rate(String name, Path folder, GraphPrecision precision, Tasks.Chosen chosen) {
    begin(name);
    try (var embedder = open(folder, precision)) {
      return new Rated(name, quality(name, embedder, chosen), folder, precision);
    }
  }

  private Tasks.Measured quality(String name, Embedder embedder, Tasks.Chosen chosen) {
    var watch = new WatchedEmbedder.Watch(console, stop);
    var texts = tasks.texts(chosen);
    return tasks.measure(new WatchedEmbedder(embedder, watch, name, texts), chosen);
  }

  private Embedder open(Path folder, GraphPrecision precision) {
    return Embedders.open(folder.toString(), options.precision(precision));
  }

  Row bm25(Tasks.Chosen chosen) {
    if (chosen.retrieval() || chosen.scifact()) {
      begin("bm25");
    }
    return new Row("bm25", tasks.measureBm25(chosen), new Row.Cost(null, null, null, null));
  }

  /** The rows of models, whose speeds are measured side by side. */
  List<Row> rows(List<Rated> models) {
    begin("speed and memory");
    var embedders = new ArrayList<Embedder>();
    try {
      models.forEach(model -> embedders.add(open(model.folder, model.precision)));
      var speeds = Speed.sideBySide(embedders, sample, effort);
      return IntStream.range(0, models.size())
          .parallel() // memory is that of other processes, which disturb each other's speed alone
          .mapToObj(i -> row(models.get(i), speeds.get(i)))
          .toList();
    } finally {
      embedders.forEach(Embedder::close);
    }
  }

  /**
   * Each student beside the teacher, the first, on the tasks on which both have a score that is a
   * number; the 8-bit graph is beside the student elsewhere.
   */
  static List<Comparison> comparisons(List<Rated> models) {
    var teacher = models.getFirst();
    return models.stream()
        .skip(1)
        .filter(model -> model.precision == GraphPrecision.FLOAT32)
        .parallel()
        .flatMap(model -> comparison(teacher, model).stream())
        .toList();
  }

  private static Optional<Comparison> comparison(Rated teacher, Rated student) {
    var ofTeacher = numbers(teacher);
    var ofStudent = numbers(student);
    ofTeacher.keySet().retainAll(ofStudent.keySet());
    return ofTeacher.isEmpty()
        ? Optional.empty()
        : Optional.of(Comparison.of(teacher.name, ofTeacher, student.name, ofStudent, RESAMPLES));
  }

  private static Map<String, Outcome> numbers(Rated model) {
    var outcomes = new LinkedHashMap<>(model.measured.outcomes());
    outcomes.values().removeIf(outcome -> !Double.isFinite(outcome.percent()));
    return outcomes;
  }

  private static Row row(Rated model, Speed speed) {
    return new Row(
        model.name,
        model.measured.quality(),
        new Row.Cost(
            speed.textsPerSecond(),
            speed.textsPerCpuSecond(),
            ModelFolder.bytesToRun(model.folder, model.precision),
            Footprint.of(model.folder, model.precision == GraphPrecision.INT8)));
  }
}
