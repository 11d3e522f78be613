// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.OnnxEmbedder;
import org.lyceum.embed.StaticEmbedder;
import org.lyceum.encoder.StaticTable;
import org.lyceum.folder.Backbone;
import org.lyceum.folder.FolderCopy;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;
import org.lyceum.folder.ModelSpec;
import org.lyceum.folder.Models;
import org.lyceum.head.HeadModule;
import org.lyceum.pooling.Pooling;
import org.lyceum.quantization.Int8Exporter;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;

/** Opens the runners that are asked for, and closes them. */
final class Lineup implements AutoCloseable {
  /** The model that all runners share. */
  static final String MODEL = "minilm-l6";

  private static final int TABLE_WIDTH = 256;
  private static final int CALIBRATING = 200;

  private final List<Runner> runners = new ArrayList<>();
  private final TemporaryFolder temporary = new TemporaryFolder();
  private final ModelFolder model;
  private final EmbedderOptions options;

  Lineup(ModelFolder model, TextSets sets, BenchOptions bench, BenchListener listener) {
    this.model = model;
    options = EmbedderOptions.DEFAULT.threads(bench.effort().threads());
    var wanted = EnumSet.copyOf(bench.runners());
    if (wanted.contains(BenchRunner.DJL) && !DjlRunner.begins()) {
      listener.say("djl      is left out: it must be the first to use ONNX Runtime in a process");
      wanted.remove(BenchRunner.DJL);
      if (wanted.isEmpty()) {
        throw new IllegalStateException(
            "DJL must be the first to use ONNX Runtime in a process, and nothing else is asked"
                + " for");
      }
    }
    try {
      for (var kind : BenchRunner.values()) {
        if (wanted.contains(kind)) {
          open(kind, sets, listener).ifPresent(runners::add);
        }
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Optional<Runner> open(BenchRunner kind, TextSets sets, BenchListener listener) {
    return Optional.ofNullable(
        switch (kind) {
          case FP32 -> new EmbedderRunner(kind.label(), fp32(listener));
          case INT8 -> int8(sets, listener);
          case STATIC ->
              new EmbedderRunner(
                  kind.label(), StaticEmbedder.open(table(), options), usual -> null);
          case BGE_SMALL -> fresh(kind, FreshModel.BGE_SMALL);
          case MODERNBERT -> fresh(kind, FreshModel.MODERNBERT);
          case QWEN3 -> fresh(kind, FreshModel.QWEN3);
          case DJL -> new DjlRunner(model);
          case LANGCHAIN4J -> new LangChain4jRunner();
          case ONNXRUNTIME -> new HandRunner(model);
          case TRAINING -> null;
        });
  }

  private OnnxEmbedder fp32(BenchListener listener) {
    var embedder = OnnxEmbedder.open(Models.open(MODEL), options);
    listener.say(
        "Budget   batches of %d tokens are the fastest here".formatted(embedder.pace().tokens()));
    return embedder;
  }

  private Runner fresh(BenchRunner kind, FreshModel shape) {
    var folder = shape.write(model, temporary.path().resolve(kind.label()));
    var flops = shape.flops();
    return new EmbedderRunner(kind.label(), OnnxEmbedder.open(folder, options), usual -> flops);
  }

  /** The model with an 8-bit graph, which is made where its folder has none. */
  private Runner int8(TextSets sets, BenchListener listener) {
    Path folder = model.path();
    if (!Int8File.isIn(folder)) {
      listener.say("int8     the 8-bit graph is made");
      var texts = sets.made(SetName.MIXED, 2 * CALIBRATING, "int8");
      var exporter =
          Int8Exporter.of(
              model, texts.subList(0, CALIBRATING), texts.subList(CALIBRATING, texts.size()));
      folder = temporary.path().resolve("int8");
      FolderCopy.write(model.path(), folder, exporter::writeInto);
    }
    var embedder = Embedders.open(ModelFolder.open(folder), options.precision(GraphPrecision.INT8));
    return new EmbedderRunner(BenchRunner.INT8.label(), embedder);
  }

  /** A table of random vectors: as fast as a good one. */
  private ModelFolder table() {
    var random = new Seed(1).stream("bench/table");
    int vocabulary = model.backbone().vocabulary();
    float[] values = new float[vocabulary * TABLE_WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    var spec =
        new ModelSpec(
            new Backbone.OfTable(vocabulary, TABLE_WIDTH),
            new Pooling.MeanPooling(),
            List.of(new HeadModule.Normalize()),
            model.spec().text(),
            model.spec().use());
    var weights =
        new InMemoryWeights().put(StaticTable.NAME, Shape.of(vocabulary, TABLE_WIDTH), values);
    Path folder = temporary.path().resolve("table");
    ModelFolderWriter.write(
        new ModelContent(spec, weights, model.path(), "Random.", null, null), folder);
    return ModelFolder.open(folder);
  }

  List<Runner> runners() {
    return runners;
  }

  @Override
  public void close() {
    runners.forEach(Runner::close);
    temporary.close();
  }
}
