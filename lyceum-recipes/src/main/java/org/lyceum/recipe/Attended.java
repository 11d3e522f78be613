// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import java.util.List;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderInFront;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Vectors;
import org.lyceum.folder.Prompt;

/** Tells a lab's listener what goes on, and stops when it is to. */
final class Attended extends EmbedderInFront {
  private final Lab lab;

  Attended(Embedder embedder, Lab lab) {
    super(embedder);
    this.lab = lab;
  }

  @Override
  public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    return embedder.embed(
        texts,
        prompt,
        (done, total) -> {
          lab.check();
          lab.setting().listener().at("embedding", done, total);
          progress.at(done, total);
        });
  }

  @Override
  public void close() {
    embedder.close();
  }
}
