// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderInFront;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Vectors;
import org.lyceum.folder.Prompt;
import org.lyceum.folder.Prompts;

/**
 * An embedder that embeds no text twice, in this run or a later one. The cache keeps vectors alone,
 * not which texts were cut to the model's limit: {@link Vectors#truncated} is always empty, which
 * does not say that none was cut. Ask the embedder itself ({@link #uncached}) for that.
 */
public final class CachedEmbedder extends EmbedderInFront {
  private final Path folder;
  private final Prompts prompts;
  private final int together;
  private final Map<String, EmbeddingCache> caches = new HashMap<>();

  /**
   * Puts a cache in front of an embedder.
   *
   * @param embedder closed with this
   * @param prompts what each of its prompts says
   * @param folder where all caches are
   */
  public CachedEmbedder(Embedder embedder, Prompts prompts, Path folder) {
    this(embedder, prompts, folder, EmbeddingCache.CHUNK);
  }

  /**
   * Puts a cache in front of an embedder.
   *
   * @param embedder closed with this
   * @param prompts what each of its prompts says
   * @param folder where all caches are
   * @param together vectors are kept after so many texts
   */
  public CachedEmbedder(Embedder embedder, Prompts prompts, Path folder, int together) {
    super(embedder);
    this.prompts = prompts;
    this.folder = folder;
    this.together = together;
  }

  /**
   * {@return the vectors of texts behind one prompt; prompts that say the same share a cache}
   *
   * @param prompt one of the embedder's
   */
  public EmbeddingCache cache(Prompt prompt) {
    return caches.computeIfAbsent(
        prompts.text(prompt), text -> EmbeddingCache.open(folder, embedder, prompt, text));
  }

  /** {@return what is behind the cache} */
  public Embedder uncached() {
    return embedder;
  }

  @Override
  public synchronized Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    var cache = cache(prompt);
    cache.add(texts, together, progress);
    var rows = new ArrayList<float[]>(texts.size());
    for (var text : texts) {
      rows.add(cache.vector(cache.row(text)));
    }
    return new Vectors(rows, List.of());
  }

  @Override
  public void close() {
    caches.values().forEach(EmbeddingCache::close);
    embedder.close();
  }
}
