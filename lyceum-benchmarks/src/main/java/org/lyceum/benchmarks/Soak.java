// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.List;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.Models;
import org.lyceum.tensor.DataException;

/** Embeds many texts twice in one process and looks at its memory after each time. */
public final class Soak {
  /** Texts that are embedded. */
  public static final int TEXTS = 100_000;

  private static final int WINDOW = 10_000;
  private static final int PASSES = 2;

  private Soak() {}

  /**
   * {@return what was found}
   *
   * @param threads workers
   * @param count texts
   * @param listener told how far it is
   * @throws DataException if the system does not tell a process's memory
   */
  public static SoakReport run(int threads, int count, BenchListener listener) {
    try (var model = Models.open(Lineup.MODEL);
        var embedder = Embedders.open(Lineup.MODEL, EmbedderOptions.DEFAULT.threads(threads))) {
      var texts = new TextSets(null, model.tokenizer()).made(SetName.SHORT, count, "soak");
      long[] resident = new long[PASSES];
      for (int pass = 0; pass < PASSES; pass++) {
        pass(embedder, texts, pass, listener);
        resident[pass] = ResidentMemory.bytes();
      }
      return new SoakReport(count, resident[0], resident[1]);
    }
  }

  private static void pass(
      Embedder embedder, List<String> texts, int pass, BenchListener listener) {
    for (int from = 0; from < texts.size(); from += WINDOW) {
      long done = (long) pass * texts.size() + from;
      listener.progress("Soak", done, (long) PASSES * texts.size(), "pass " + (pass + 1));
      embedder.embed(texts.subList(from, Math.min(from + WINDOW, texts.size())));
    }
  }
}
