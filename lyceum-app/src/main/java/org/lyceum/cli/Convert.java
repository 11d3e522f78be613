// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lyceum.folder.Dialect;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelCard;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;
import org.lyceum.folder.SavedModel;
import org.lyceum.folder.SavedModelWriter;
import org.lyceum.job.Int8Figures;
import org.lyceum.weights.Weights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model again, completely and in the dialect that is asked for. */
@Command(
    name = "convert",
    description = {
      "Writes a model folder again with all that readers want: weights as safetensors, an ONNX"
          + " graph with pooling inside, tokenizer files, golden vectors; an 8-bit graph is left"
          + " to quantize.",
      "--format old is read by every version of sentence-transformers and by"
          + " text-embeddings-inference; new by sentence-transformers 5.4 and newer only.",
      "Routers, sparse, multi-vector and cross-encoder models are written without graph and golden"
          + " vectors."
    },
    footer = {"", "Example: lyceum convert minilm-l6 my-minilm"})
final class Convert implements Callable<Integer> {
  @Mixin ModelOption model = new ModelOption();

  @Parameters(
      index = "1",
      paramLabel = "OUTPUT",
      description = "The folder to write; it must not exist, or see --replace.")
  Path output = Path.of("");

  @Option(names = "--format", paramLabel = "old|new", description = "The dialect (default: old).")
  String format = "old";

  @Mixin ModelChanges changes = new ModelChanges();

  @Option(
      names = "--replace",
      description =
          "Replace OUTPUT if it exists, unless it holds files that the new folder does not have.")
  boolean replace;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Dialect dialect =
        switch (format.toLowerCase(Locale.ROOT)) {
          case "old" -> Dialect.OLD;
          case "new" -> Dialect.NEW;
          default ->
              throw new IllegalArgumentException(
                  "--format must be old or new, got '%s'".formatted(format));
        };
    changes.check();
    if (model.isSaved()) {
      if (changes.areAny()) {
        throw new IllegalArgumentException(
            "--layers, --up-scale, --dtype, --rope-theta, --width and --vocabulary go with a model"
                + " of one encoder that gives a vector each text only; leave them out");
      }
      try (var complete = Interrupt.during(new AtomicBoolean());
          var saved = SavedModel.open(model.folder())) {
        SavedModelWriter.write(saved, output, dialect, replace);
      }
      reportWritten();
      return 0;
    }
    try (var complete = Interrupt.during(new AtomicBoolean()); // seconds, in which it gets whole
        var folder = model.open();
        var needed = changes) {
      var content =
          changes.apply(
              folder,
              String.valueOf(output.toAbsolutePath().normalize().getFileName()),
              spec.commandLine().getOut());
      boolean int8 = Int8File.isIn(folder.path());
      ModelFolderWriter.write(
          int8 ? content.withReadme(cardWithoutInt8(folder, content)) : content,
          output,
          dialect,
          replace);
      reportWritten();
      if (changes.areAny()) {
        reportSizes(folder);
      }
      if (int8) {
        spec.commandLine()
            .getErr()
            .printf("the 8-bit graph was left out; lyceum quantize makes it from %s%n", output);
      }
    }
    return 0;
  }

  private void reportWritten() {
    var out = spec.commandLine().getOut();
    out.printf("wrote %s, in the %s dialect%n", output, format.toLowerCase(Locale.ROOT));
    out.flush();
  }

  /** What of its sizes is otherwise than before. */
  private void reportSizes(ModelFolder before) {
    try (var after = ModelFolder.open(output)) {
      var out = spec.commandLine().getOut();
      print(out, "layers", layers(before), layers(after));
      print(out, "tokens", before.backbone().vocabulary(), after.backbone().vocabulary());
      print(out, "width", before.width(), after.width());
      out.printf("weights %.1f MB -> %.1f MB%n", megabytes(before), megabytes(after));
      out.flush();
    }
  }

  private static void print(PrintWriter out, String what, int before, int after) {
    if (before != after) {
      out.printf("%s %,d -> %,d, ", what, before, after);
    }
  }

  /** None of a table. */
  private static int layers(ModelFolder folder) {
    var architecture = folder.backbone().architecture();
    return architecture == null ? 0 : architecture.sizes().layers();
  }

  /** As the files hold them. */
  private static double megabytes(ModelFolder folder) {
    Weights weights = folder.weights();
    return weights.names().stream()
            .mapToLong(name -> weights.shape(name).elements() * weights.dtype(name).bytes())
            .sum()
        / 1e6;
  }

  private static String cardWithoutInt8(ModelFolder folder, ModelContent content) {
    String card = Int8Figures.without(content.readme());
    return card.isBlank() ? ModelCard.of(folder.name()).markdown(folder.spec()) : card;
  }
}
