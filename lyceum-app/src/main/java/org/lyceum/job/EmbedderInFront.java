// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import org.lyceum.embed.Embedder;

/** An embedder that stands in front of another and is known by its name. */
abstract sealed class EmbedderInFront implements Embedder permits CachedEmbedder, WatchedEmbedder {
  /** What is behind. */
  final Embedder embedder;

  EmbedderInFront(Embedder embedder) {
    this.embedder = embedder;
  }

  @Override
  public String name() {
    return embedder.name();
  }

  @Override
  public String fingerprint() {
    return embedder.fingerprint();
  }

  @Override
  public int width() {
    return embedder.width();
  }
}
