// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lyceum.data.Corpus;
import org.lyceum.depth.Depths;
import org.lyceum.depth.Distance;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.files.AtomicFile;
import org.lyceum.files.Cache;
import org.lyceum.files.FolderTree;
import org.lyceum.job.DepthJob;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How central texts are, and whether two corpora differ. */
@Command(
    name = "depth",
    description = {
      "Ranks the texts of a corpus by how central they are (2 less the mean distance to the"
          + " others), or says whether two corpora differ.",
      "The deepest texts stand for the corpus, the shallowest are its outliers. With --against, Q"
          + " is the chance that a text of FILE is less deep in FILE than one of the other corpus:"
          + " 0.5 where they are the same, less where the other lies further outside. With many"
          + " texts a small difference is significant too: look at Q beside p."
    },
    footer = {"", "Example: lyceum depth texts.txt --against others.txt"})
final class Depth implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(
      paramLabel = "FILE",
      description =
          "A text a line, a .jsonl or .csv file, or a folder of .txt and .md files (a text a"
              + " paragraph).")
  Path file = Path.of("");

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "Another corpus: do the two differ?")
  @Nullable Path against;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "A model's name or folder, or an address: openai:URL#NAME or tei:URL, as 'evaluate' takes"
              + " them. Default: ${DEFAULT-VALUE}.")
  String model = "minilm-l6";

  @Mixin FieldOption field = new FieldOption();
  @Mixin ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--distance",
      paramLabel = "D",
      description = "cosine, 1 less the cosine, or chord, the length of it. Default: cosine.")
  Distance distance = Distance.COSINE;

  @Option(
      names = "--test",
      paramLabel = "T",
      description =
          "${COMPLETION-CANDIDATES}: half of FILE measures and the other half is compared, which"
              + " 200 texts allow, or all are divided at random 999 times. Default:"
              + " ${DEFAULT-VALUE}.")
  DepthJob.Test test = DepthJob.Test.auto;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Texts to print of each end. Default: ${DEFAULT-VALUE}.")
  int top = 5;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Most texts of a corpus; of more as many are drawn. Default: ${DEFAULT-VALUE}.")
  int most = 20_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of every random stream. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--output",
      paramLabel = "FILE.jsonl",
      description = "Write all texts of FILE, deepest first, with their depths.")
  @Nullable Path output;

  @Mixin AddressOptions addresses = new AddressOptions();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (top < 0) {
      throw new IllegalArgumentException("--top must be 0 or more, got " + top);
    }
    var job = new DepthJob(distance, test, most, new Seed(seed));
    var texts = texts(file);
    var others = against == null ? List.<String>of() : texts(against);
    job.require(List.of(texts, others));
    if (output != null) {
      FolderTree.requirePlace(output);
    }
    var err = spec.commandLine().getErr();
    try (var embedder =
        addresses
            .subject(model, "", threads.count)
            .open(
                EmbedderOptions.DEFAULT.threads(threads.count),
                Cache.folder().resolve("embeddings"),
                err::println)) {
      var print = new DepthPrint(spec.commandLine().getOut(), top);
      var first = measure(job, file, texts, embedder);
      var depths = job.depths(first);
      print.corpus(first, depths);
      write(first, depths);
      if (against != null) {
        var second = measure(job, against, others, embedder);
        var compared = job.compare(first, second);
        print.corpus(second, new Depths(compared.depths().others(), new double[0]));
        print.comparison(first, second, compared);
      }
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private List<String> texts(Path path) {
    var texts = new Corpus(List.of(path), field.name).texts();
    if (texts.size() < 2) {
      throw new DataException(path, "must hold 2 texts or more, got %d".formatted(texts.size()));
    }
    return texts;
  }

  private DepthJob.Measured measure(
      DepthJob job, Path path, List<String> texts, Embedder embedder) {
    try (var console = new TerminalConsole(spec.commandLine().getErr())) {
      return job.measure(
          name(path), texts, embedder, (done, total) -> console.progress("embed", done, total, ""));
    }
  }

  private void write(DepthJob.Measured corpus, Depths depths) {
    if (output == null) {
      return;
    }
    var lines = new StringBuilder();
    for (int i : depths.ranking()) {
      var line = JSON.createObjectNode();
      line.put("text", corpus.texts().get(i)).put("depth", depths.members()[i]);
      lines.append(line).append('\n');
    }
    byte[] bytes = lines.toString().getBytes(UTF_8);
    AtomicFile.write(output, out -> out.write(bytes));
  }

  private static String name(Path path) {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName());
  }
}
