// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

/** An embedder that stands in front of another and is known by its name. */
public abstract class EmbedderInFront implements Embedder {
  /** What is behind. */
  protected final Embedder embedder;

  /**
   * Stands in front of an embedder.
   *
   * @param embedder what is behind
   */
  protected EmbedderInFront(Embedder embedder) {
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
