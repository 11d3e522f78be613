// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.List;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Prompt;
import org.lyceum.embed.Vectors;

/** Stands where a probe wants an embedder that it does not use. */
record NoEmbedder() implements Embedder {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public String fingerprint() {
    return "none";
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    return new Vectors(List.of(), List.of());
  }

  @Override
  public void close() {}
}
