// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.data.Corpus;
import org.lyceum.embed.LayerCosines;
import org.lyceum.family.DepthUpScaling;
import org.lyceum.family.LayerSubset;
import org.lyceum.folder.Golden;
import org.lyceum.folder.ModelFolder;
import picocli.CommandLine.Option;

/** A deeper model whose middle stands there twice. */
final class UpScaleOption {
  /** Texts that are measured at most. */
  private static final int MOST_TEXTS = 1_000;

  @Option(
      names = "--up-scale",
      paramLabel = "N",
      description =
          "A deeper model of N layers: of the blocks that are as long as what is missing, the one"
              + " whose layers turn the hidden states least stands there twice. Prints how much"
              + " each layer turns them. Such a model is to be trained before it is used.")
  @Nullable Integer depth;

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      description =
          "With --up-scale: texts to measure layers on, .txt, .jsonl or .csv; the first 1,000."
              + " Three texts of our own where it is left out.")
  @Nullable Path texts;

  /** Refuses texts for nothing. */
  void check() {
    if (texts != null && depth == null) {
      throw new IllegalArgumentException("--texts goes with --up-scale only; add it");
    }
  }

  /** The layers of the deeper model, which are printed. */
  LayerSubset layers(ModelFolder model, int wanted, PrintWriter out) {
    List<Double> cosines;
    try (var measure = new LayerCosines(model)) {
      cosines = measure.of(sample());
    }
    var block = DepthUpScaling.choose(cosines, wanted, model.backbone()::of);
    out.printf("%5s  %6s  %s%n", "layer", "cosine", "copied");
    for (int i = 0; i < cosines.size(); i++) {
      out.printf("%5d  %6.4f  %s%n", i, cosines.get(i), block.copies(i) ? "yes" : "no");
    }
    out.flush();
    return block.subset();
  }

  private List<String> sample() {
    if (texts == null) {
      return Golden.TEXTS;
    }
    var all = Corpus.of(texts).texts();
    return all.subList(0, Math.min(MOST_TEXTS, all.size()));
  }
}
