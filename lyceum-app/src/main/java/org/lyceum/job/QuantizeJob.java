// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lyceum.data.LabeledText;
import org.lyceum.data.WordNet;
import org.lyceum.data.WordNetCorpus;
import org.lyceum.data.WordNetMix;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.files.FolderTree;
import org.lyceum.files.Sha256;
import org.lyceum.folder.FolderCopy;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Provenance;
import org.lyceum.job.Int8Figures.Kind;
import org.lyceum.job.Int8Figures.Pair;
import org.lyceum.quantization.Int8Exporter;
import org.lyceum.task.Sts;
import org.lyceum.tensor.Seed;

/**
 * Writes a copy of a model folder with an 8-bit graph in it, and what the graph costs and brings in
 * its model card.
 *
 * @param opener opens the model's folder, and its copy
 * @param console told what happens
 * @param stop asked between the parts of the work
 */
public record QuantizeJob(
    Function<Path, ModelFolder> opener, Console console, BooleanSupplier stop) {
  /** The least texts: half of them are compared. */
  public static final int LEAST_TEXTS = 20;

  private static final int OF_WORDNET = 800;
  private static final int SAMPLE = 384;
  private static final double SECONDS = 1.5;

  /**
   * {@return some hundred texts of mixed lengths from WordNet, for a model of which nothing is
   * known}
   */
  public static List<String> usualTexts() {
    return LabeledText.texts(
        new WordNetCorpus(WordNet.open(), WordNetMix.USUAL, new Seed(1)).training(OF_WORDNET));
  }

  /**
   * {@return the figures, after writing the folder}
   *
   * @param model the folder
   * @param output where the copy goes
   * @param texts 20 or more: one half to even out channels, the other to compare
   * @throws CancellationException if it was asked to stop; nothing is left then
   * @throws IllegalStateException if the graph is too far from the model; nothing is left then
   */
  public Int8Figures run(Path model, Path output, List<String> texts) {
    if (texts.size() < LEAST_TEXTS) {
      throw new IllegalArgumentException(
          "an 8-bit graph needs %d texts or more, got %d; some hundred are better"
              .formatted(LEAST_TEXTS, texts.size()));
    }
    var figures = new ArrayList<Int8Figures>();
    try (var folder = opener.apply(model)) {
      Int8File.requireProducts(folder);
      FolderTree.makePlace(output);
      begin("Quantize");
      var others = half(texts, 1);
      var exporter = Int8Exporter.of(folder, half(texts, 0), others);
      FolderCopy.write(
          model,
          output,
          copy -> {
            exporter.writeInto(copy);
            figures.add(figures(copy, exporter.fidelity(), others));
            note(copy, texts);
          });
    }
    return figures.getFirst();
  }

  private void begin(String what) {
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped; nothing was written");
    }
    console.say(what);
  }

  private static List<String> half(List<String> texts, int first) {
    return IntStream.iterate(first, i -> i < texts.size(), i -> i + 2)
        .mapToObj(texts::get)
        .toList();
  }

  /** The copy is no longer what a run reported on; its own origin says what was added. */
  private static void note(Path copy, List<String> texts) {
    DistillReport.removeFrom(copy);
    var file = copy.resolve(Provenance.FILE);
    if (Files.exists(file)) {
      Provenance.read(file)
          .plus(
              Map.of("int8.recipe", "lyceum quantize", "int8.lyceum", Versions.lyceum()),
              Map.of("int8.texts", Sha256.ofLines(texts)))
          .write(file);
    }
  }

  private Int8Figures figures(Path copy, Int8Exporter.Fidelity fidelity, List<String> texts) {
    begin("Measure  model");
    var model = measure(copy, GraphPrecision.FLOAT32, texts);
    begin("Measure  8-bit graph");
    var int8 = measure(copy, GraphPrecision.INT8, texts);
    var figures = new Int8Figures(fidelity, pairs(model, int8));
    figures.writeInto(copy);
    return figures;
  }

  /** Figures of one graph. */
  private record Measured(double sts12, double sts13, double brief, double mixed, long bytes) {}

  private Measured measure(Path folder, GraphPrecision precision, List<String> mixed) {
    var sts12 = Sts.sts12();
    try (var embedder = open(folder, precision)) {
      var sts13 = Sts.sts13();
      var all = Stream.concat(sts12.texts().stream(), sts13.texts().stream()).toList();
      var watched =
          new WatchedEmbedder(
              embedder, new WatchedEmbedder.Watch(console, stop), label(precision), all);
      return new Measured(
          sts12.score(watched).percent(),
          sts13.score(watched).percent(),
          speed(embedder, sts12.texts()),
          speed(embedder, mixed),
          ModelFolder.bytesToRun(folder, precision));
    }
  }

  private static String label(GraphPrecision precision) {
    return precision == GraphPrecision.INT8 ? "8-bit" : "model";
  }

  private Embedder open(Path folder, GraphPrecision precision) {
    return Embedders.open(opener.apply(folder), EmbedderOptions.DEFAULT.precision(precision));
  }

  private static double speed(Embedder embedder, List<String> texts) {
    var sample = texts.subList(0, Math.min(SAMPLE, texts.size()));
    return Speed.of(embedder, sample, SECONDS).textsPerCpuSecond();
  }

  private static List<Pair> pairs(Measured model, Measured int8) {
    return List.of(
        new Pair("STS12, Spearman", model.sts12, int8.sts12, Kind.SCORE),
        new Pair("STS13, Spearman", model.sts13, int8.sts13, Kind.SCORE),
        new Pair("short texts per CPU-second", model.brief, int8.brief, Kind.SPEED),
        new Pair("texts of mixed lengths per CPU-second", model.mixed, int8.mixed, Kind.SPEED),
        new Pair("MB, tokenizer included", model.bytes / 1e6, int8.bytes / 1e6, Kind.MEGABYTES));
  }
}
