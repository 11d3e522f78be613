// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lyceum.data.Line;
import org.lyceum.data.Lines;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.OnnxEmbedder;
import org.lyceum.embed.Pace;
import org.lyceum.embed.PromptedEmbedder;
import org.lyceum.embed.RememberingEmbedder;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.Prompt;
import org.lyceum.job.Computing;
import org.lyceum.job.ComputingChoice;
import org.lyceum.tensor.DataException;
import org.lyceum.torch.Precision;
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
  @Mixin TechniqueOption technique = new TechniqueOption();

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
              + " ubinary write the signs, eight a byte; auto writes float32, computed in the"
              + " fastest of float32, int8 and bfloat16 that gives nearly the same vectors here,"
              + " and says which and how near. Default: ${DEFAULT-VALUE}.")
  OutputPrecision precision = OutputPrecision.float32;

  @ArgGroup(exclusive = true)
  ComputingOption computing = new ComputingOption();

  @Option(
      names = "--remember",
      paramLabel = "N",
      description =
          "Keep the vectors of the last N texts, so that a text that comes again is not computed"
              + " again. Default: none.")
  @Nullable Integer remember;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Workers. Default: as many as there are processors, or half of them where that was found"
              + " to be faster on this machine.")
  @Nullable Integer threads;

  @Option(
      names = "--token-budget",
      paramLabel = "N",
      description =
          "The most tokens of a batch; it changes the speed, not the vectors. Default: what was"
              + " found to be fastest on this machine, once there were many texts.")
  @Nullable Integer tokenBudget;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var format = VectorSink.Format.of(output);
    model.folder(); // an unknown model is told of before texts are read
    checkComputing();
    Embedders.loadAhead();
    try (var lines = lines()) {
      var texts = next(lines);
      try (var embedder = open(texts);
          var sink =
              format.open(output, precision, embedder.width(), spec.commandLine().getOut())) {
        var remembering = remember == null ? null : new RememberingEmbedder(embedder, remember);
        embed(lines, texts, remembering == null ? embedder : remembering, sink);
        reportPace(embedder);
        reportEmpty(embedder);
        reportUse(remembering);
      }
    }
    return 0;
  }

  private void embed(Lines lines, List<String> first, Embedder embedder, VectorSink sink) {
    long cut = 0;
    long count = 0;
    try (var console = new TerminalConsole(spec.commandLine().getErr())) {
      for (var texts = first; !texts.isEmpty(); texts = next(lines)) {
        long before = count;
        var vectors =
            embedder.embed(
                texts,
                prompt.value(),
                (done, all) -> console.progress("embed", before + done, 0, "texts"));
        console.clear(); // lines may go to the same terminal
        write(texts, vectors.rows(), sink);
        cut += vectors.truncated().size();
        count += texts.size();
      }
      sink.finish();
    }
    reportCut(cut);
    reportRanges(count);
  }

  private Embedder open(List<String> texts) {
    var asked = technique.value(prompt.value());
    if (asked != null) {
      return model.embedder(asked, options());
    }
    if (model.isSaved()) {
      return model.embedder(
          options().precision(computing.int8 ? GraphPrecision.INT8 : GraphPrecision.FLOAT32));
    }
    reportBfloat16();
    return computing(texts).open(model::open, options());
  }

  private Computing computing(List<String> texts) {
    if (precision != OutputPrecision.auto) {
      return computing.value();
    }
    var choice = ComputingChoice.of(model::open, options(), texts);
    say("computing in %s: %s".formatted(choice.computing().label(), choice.reason()));
    return choice.computing();
  }

  /** One way says how vectors are computed. */
  private void checkComputing() {
    boolean chosen = computing.value() != Computing.FLOAT32;
    if (precision == OutputPrecision.auto && chosen) {
      throw new IllegalArgumentException(
          "--precision auto chooses how vectors are computed; leave out --int8 and --bfloat16");
    }
    var asked = technique.value(prompt.value());
    if (asked != null && (precision == OutputPrecision.auto || chosen)) {
      throw new IllegalArgumentException(
          "--technique computes in float32 only; leave out --precision auto, --int8 and"
              + " --bfloat16");
    }
    boolean unusual = precision == OutputPrecision.auto || computing.bfloat16;
    if (asked == null && unusual && model.isSaved()) {
      model.embedder(options()).close(); // of other kinds than dense there are no vectors at all
      throw new IllegalArgumentException(
          "%s has routes or modules of its own and computes in float32 only; leave out %s"
              .formatted(model.name, computing.bfloat16 ? "--bfloat16" : "--precision auto"));
    }
  }

  /** Sixteen bits that cost speed are told of, since they cost exactness too. */
  private void reportBfloat16() {
    if (computing.bfloat16) {
      var choice = Precision.auto();
      if (choice.precision() != Precision.BFLOAT16) {
        say(
            "--bfloat16 is slower here and less exact than without it (%s)"
                .formatted(choice.reason()));
      }
    }
  }

  /** Once on a machine, when it was measured. */
  private void reportPace(Embedder embedder) {
    if (embedder instanceof OnnxEmbedder encoder) {
      encoder
          .measured()
          .ifPresent(
              pace ->
                  say(
                      "batches of %d tokens on %d worker%s are the fastest here, which is %s; --token-budget and --threads choose others"
                          .formatted(
                              pace.tokens(),
                              pace.workers(),
                              pace.workers() == 1 ? "" : "s",
                              Files.isWritable(Pace.folder())
                                  ? "kept in " + Pace.folder()
                                  : "not kept, since %s cannot be written"
                                      .formatted(Pace.folder()))));
    }
  }

  private void reportUse(@Nullable RememberingEmbedder remembering) {
    if (remembering != null) {
      var use = remembering.use();
      say("%,d of %,d texts were known from before".formatted(use.found(), use.texts()));
    }
  }

  private void reportEmpty(Embedder embedder) {
    if (embedder instanceof PromptedEmbedder prompted && prompted.withoutTokens() > 0) {
      say(
          "texts without a token: %d; their vectors are those of the technique's words alone"
              .formatted(prompted.withoutTokens()));
    }
  }

  private void say(String text) {
    var err = spec.commandLine().getErr();
    err.println("lyceum: " + text);
    err.flush();
  }

  /** Bytes of two runs do not mean the same, and a range over few texts says little. */
  private void reportRanges(long count) {
    if (precision.dependsOnTexts() && count > 0) {
      say(
          "the steps of %s cover the range of these %,d texts%s; compare them only with vectors of the same run"
              .formatted(
                  precision,
                  Math.min(count, WINDOW),
                  count < FEW_FOR_RANGES ? ", of which a few hundred are wanted" : ""));
    }
  }

  private Lines lines() {
    return input == null ? new Lines("standard input", System.in) : Lines.open(input);
  }

  private EmbedderOptions options() {
    if (truncateDim != null && truncateDim < 1) {
      throw new IllegalArgumentException("--truncate-dim must be 1 or more, got " + truncateDim);
    }
    var options =
        EmbedderOptions.DEFAULT
            .tokenBudget(tokenBudget == null ? EmbedderOptions.MEASURED : positive(tokenBudget))
            .truncateDim(truncateDim == null ? EmbedderOptions.MODEL_WIDTH : truncateDim);
    return threads == null ? options : options.threads(threads);
  }

  private static int positive(int budget) {
    if (budget < 1) {
      throw new IllegalArgumentException("--token-budget must be 1 or more, got " + budget);
    }
    return budget;
  }

  private static List<String> next(Lines lines) {
    var texts = new ArrayList<String>();
    Line line;
    while (texts.size() < WINDOW && (line = lines.next()) != null) {
      texts.add(line.text());
    }
    return texts;
  }

  private void write(List<String> texts, List<float[]> rows, VectorSink sink) {
    for (int i = 0; i < texts.size(); i++) {
      requireFinite(texts.get(i), rows.get(i));
    }
    sink.write(texts, rows);
  }

  /** What is no number helps nobody, and would be found out in an index. */
  private void requireFinite(String text, float[] vector) {
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        throw new DataException(
            model.name,
            "vectors must be finite, and one is not, of the text '%s'; check the weights and config.json"
                .formatted(text));
      }
    }
  }

  private void reportCut(long cut) {
    if (cut > 0) {
      say("longer than the model's limit and cut: %d of the texts".formatted(cut));
    }
  }

  /** At most one of them. */
  static final class ComputingOption {
    @Option(
        names = "--int8",
        description =
            "Compute with the model's 8-bit graph, which 'lyceum quantize' makes: faster, and near"
                + " the model but not the same.")
    boolean int8;

    @Option(
        names = "--bfloat16",
        description =
            "Compute linear layers in 16 bits, by libtorch: faster where the processor multiplies"
                + " so, and near the model but not the same.")
    boolean bfloat16;

    Computing value() {
      return int8 ? Computing.INT8 : bfloat16 ? Computing.BFLOAT16 : Computing.FLOAT32;
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
