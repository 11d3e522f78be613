// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Models;
import org.lyceum.tensor.DataException;
import org.lyceum.torch.Torch;

/** Embeds many texts in one process and looks at its memory again and again. */
public final class Soak {
  /** Texts between two looks, and different texts. */
  public static final int STRETCH = 100_000;

  private static final int WINDOW = 10_000;

  private Soak() {}

  /**
   * {@return what was found}
   *
   * @param model its name or folder
   * @param threads workers
   * @param texts in all; those of the first stretch come again in the later ones
   * @param listener told how far it is
   * @throws IllegalArgumentException if there are less than two stretches of texts
   * @throws DataException if the system does not tell a process's memory
   */
  public static SoakReport run(String model, int threads, long texts, BenchListener listener) {
    if (texts < 2L * STRETCH) {
      throw new IllegalArgumentException(
          "a soak needs %,d texts or more, got %,d".formatted(2 * STRETCH, texts));
    }
    return run(model, threads, new Stretches(texts, STRETCH), listener);
  }

  /**
   * Texts and looks at memory.
   *
   * @param texts in all
   * @param each texts between two looks
   */
  record Stretches(long texts, int each) {
    int count() {
      return Math.toIntExact(texts / each);
    }
  }

  static SoakReport run(String model, int threads, Stretches stretches, BenchListener listener) {
    Path folder = Models.resolve(model);
    var resident = new ArrayList<Long>();
    long before = Torch.live();
    try (var embedder = Embedders.open(folder, EmbedderOptions.DEFAULT.threads(threads))) {
      var texts = texts(folder, stretches.each());
      for (int stretch = 0; stretch < stretches.count(); stretch++) {
        for (int from = 0; from < texts.size(); from += WINDOW) {
          listener.progress(
              "Soak",
              (long) stretch * texts.size() + from,
              (long) stretches.count() * texts.size(),
              "%,d texts".formatted(stretches.each()));
          embedder.embed(texts.subList(from, Math.min(from + WINDOW, texts.size())));
        }
        resident.add(ResidentMemory.bytes());
      }
    }
    return new SoakReport(model, stretches.each(), resident, Torch.live() - before);
  }

  private static List<String> texts(Path folder, int count) {
    try (var model = ModelFolder.open(folder)) {
      return new TextSets(null, model.tokenizer()).made(SetName.SHORT, count, "soak");
    }
  }
}
