// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lyceum.data.Line;
import org.lyceum.data.Lines;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.GraphPrecision;
import org.lyceum.embed.Prompt;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lines of text in, vectors out. */
@Command(
    name = "embed",
    description = {
      "Turns lines of text into vectors.",
      "Every line is a text, the empty one too; rows come in the order of the lines. Without"
          + " --output, prints one JSON object a line with 'text' and 'embedding'."
    },
    footer = {"", "Example: echo 'a small dog' | lyceum embed minilm-l6 --truncate-dim 128"})
final class Embed implements Callable<Integer> {
  /** Texts in memory at a time. */
  private static final int WINDOW = 20_000;

  /** Fewer texts than these do not show the range of a dimension. */
  private static final int FEW_FOR_RANGES = 100;

  @Mixin ModelOption model = new ModelOption();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "A text a line, UTF-8. Standard input where it is left out.")
  @Nullable Path input;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "A .npy file (rows of --precision) or a .jsonl file; replaced if it is there.")
  @Nullable Path output;

  @ArgGroup(exclusive = true)
  PromptOption prompt = new PromptOption();

  @Option(
      names = "--truncate-dim",
      paramLabel = "N",
      description =
          "Keep the first N coordinates; where the model's vectors have length 1, so have these.")
  @Nullable Integer truncateDim;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description =
          "What is written of a vector: ${COMPLETION-CANDIDATES}. int8 and uint8 give each"
              + " dimension 256 steps over the range it has in the first 20,000 texts; binary and"
              + " ubinary write the signs, eight a byte. Default: ${DEFAULT-VALUE}.")
  OutputPrecision precision = OutputPrecision.float32;

  @Option(
      names = "--int8",
      description =
          "Compute with the model's 8-bit graph, which 'lyceum quantize' makes: faster, and near"
              + " the model but not the same.")
  boolean int8;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Workers. Default: as many as there are processors.")
  int threads = EmbedderOptions.DEFAULT.threads();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var format = VectorSink.Format.of(output);
    try (var lines = lines();
        var embedder = model.embedder(options());
        var sink = format.open(output, precision, embedder.width(), spec.commandLine().getOut())) {
      long cut = 0;
      long count = 0;
      var progress = new EmbedProgress(spec.commandLine().getErr());
      for (var texts = next(lines); !texts.isEmpty(); texts = next(lines)) {
        cut += embed(embedder, texts, sink, progress);
        count += texts.size();
      }
      sink.finish();
      progress.end();
      reportCut(cut);
      reportRanges(count);
    }
    return 0;
  }

  /** Bytes of two runs do not mean the same, and a range over few texts says little. */
  private void reportRanges(long count) {
    if (precision.dependsOnTexts() && count > 0) {
      spec.commandLine()
          .getErr()
          .printf(
              "lyceum: the steps of %s cover the range of these %,d texts%s; compare them only with"
                  + " vectors of the same run%n",
              precision,
              Math.min(count, WINDOW),
              count < FEW_FOR_RANGES ? ", of which a few hundred are wanted" : "");
    }
  }

  private Lines lines() {
    return input == null ? new Lines("standard input", System.in) : Lines.open(input);
  }

  private EmbedderOptions options() {
    if (truncateDim != null && truncateDim < 1) {
      throw new IllegalArgumentException("--truncate-dim must be 1 or more, got " + truncateDim);
    }
    return EmbedderOptions.DEFAULT
        .threads(threads)
        .truncateDim(truncateDim == null ? EmbedderOptions.MODEL_WIDTH : truncateDim)
        .precision(int8 ? GraphPrecision.INT8 : GraphPrecision.FLOAT32);
  }

  private static List<String> next(Lines lines) {
    var texts = new ArrayList<String>();
    Line line;
    while (texts.size() < WINDOW && (line = lines.next()) != null) {
      texts.add(line.text());
    }
    return texts;
  }

  /** Returns how many texts were cut. */
  private int embed(
      Embedder embedder, List<String> texts, VectorSink sink, EmbedProgress progress) {
    var vectors = embedder.embed(texts, prompt.value(), progress);
    sink.write(texts, vectors.rows());
    progress.window();
    return vectors.truncated().size();
  }

  private void reportCut(long cut) {
    if (cut > 0) {
      var err = spec.commandLine().getErr();
      err.printf("lyceum: %d texts were longer than the model's limit and were cut%n", cut);
      err.flush();
    }
  }

  /** At most one of them. */
  static final class PromptOption {
    @Option(
        names = "--query",
        description = "The texts are queries: use the model's prompt for them.")
    boolean query;

    @Option(
        names = "--document",
        description = "The texts are documents: use the model's prompt for them.")
    boolean document;

    @Option(
        names = "--prompt",
        paramLabel = "NAME",
        description = "Use the model's prompt of this name.")
    @Nullable String name;

    Prompt value() {
      return query
          ? new Prompt.Query()
          : document
              ? new Prompt.Document()
              : name != null ? new Prompt.Named(name) : new Prompt.Default();
    }
  }
}
