// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lyceum.data.Line;
import org.lyceum.data.Lines;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.SavedEmbedder;
import org.lyceum.folder.ModelKind;
import org.lyceum.folder.SavedModel;
import org.lyceum.folder.Similarity;
import org.lyceum.tensor.DataException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How alike texts are. */
@Command(
    name = "similarity",
    description = {
      "Compares texts as the model compares them, by the cosine of their vectors as a rule.",
      "Two texts: prints a number. More: a matrix, separated by tabs. --pairs: a number a line."
    },
    footer = {
      "",
      "Example: lyceum similarity minilm-l6 'a small dog' 'a puppy' 'the stock market'"
    })
final class SimilarityCommand implements Callable<Integer> {
  /** Pairs in memory at a time. */
  private static final int WINDOW = 10_000;

  @Mixin ModelOption model = new ModelOption();

  @Parameters(index = "1..*", paramLabel = "TEXT", description = "Two texts or more.")
  List<String> texts = List.of();

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description = "Two texts a line with a tab between them, UTF-8.")
  @Nullable Path pairs;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if ((pairs == null) == (texts.size() < 2)) {
      throw new IllegalArgumentException(
          "give two texts or more, or --pairs; got %d %s%s"
              .formatted(
                  texts.size(),
                  texts.size() == 1 ? "text" : "texts",
                  pairs == null ? "" : " and --pairs"));
    }
    Embedders.loadAhead();
    if (model.isSaved()) {
      var saved = SavedModel.open(model.folder());
      try (var embedder = SavedEmbedder.open(saved, EmbedderOptions.DEFAULT)) {
        if (saved.layout().kind() instanceof ModelKind.Dense(var similarity, var width)) {
          compare(similarity, embedder);
        }
      }
      return 0;
    }
    try (var folder = model.open();
        var embedder = Embedders.open(folder, EmbedderOptions.DEFAULT)) {
      compare(folder.spec().use().similarity(), embedder);
    }
    return 0;
  }

  private void compare(Similarity similarity, Embedder embedder) {
    if (pairs == null) {
      printMatrix(similarity, embedder.embed(texts).rows());
    } else {
      printPairs(similarity, embedder, pairs);
    }
  }

  private void printMatrix(Similarity similarity, List<float[]> rows) {
    if (rows.size() == 2) {
      print(number(similarity.of(rows.get(0), rows.get(1))));
      return;
    }
    for (float[] row : rows) {
      print(
          String.join(
              "\t", rows.stream().map(other -> number(similarity.of(row, other))).toList()));
    }
  }

  private void printPairs(Similarity similarity, Embedder embedder, Path file) {
    try (var lines = Lines.open(file)) {
      for (var some = next(file, lines); !some.isEmpty(); some = next(file, lines)) {
        var rows = embedder.embed(some).rows();
        for (int i = 0; i < rows.size(); i += 2) {
          print(number(similarity.of(rows.get(i), rows.get(i + 1))));
        }
      }
    }
  }

  private static List<String> next(Path file, Lines lines) {
    var texts = new ArrayList<String>();
    Line line;
    while (texts.size() < 2 * WINDOW && (line = lines.next()) != null) {
      String[] pair = line.text().split("\t", -1);
      if (pair.length != 2) {
        throw new DataException(
            file,
            line.number(),
            "a line must have two texts with a tab between them, got %d".formatted(pair.length));
      }
      texts.addAll(List.of(pair));
    }
    return texts;
  }

  private static String number(double similarity) {
    return String.format(Locale.ROOT, "%.4f", similarity);
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }
}
