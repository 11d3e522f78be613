// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lyceum.embed.Embedder;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.BitextMining;
import org.lyceum.protocol.Outcome;

/**
 * Is the nearest sentence of another language the translation?
 *
 * @param card what and where from
 * @param sources sentences of one language
 * @param targets their translations, in the same order
 */
public record BitextTask(Card card, List<String> sources, List<String> targets) implements Task {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a sentence has no translation
   */
  public BitextTask {
    sources = List.copyOf(sources);
    targets = List.copyOf(targets);
    if (sources.size() != targets.size()) {
      throw new IllegalArgumentException(
          "each sentence must have a translation, got %d and %d"
              .formatted(sources.size(), targets.size()));
    }
  }

  @Override
  public List<String> texts() {
    return Stream.concat(sources.stream(), targets.stream()).toList();
  }

  /** Each source with its translation. */
  @Override
  public List<String> units() {
    return IntStream.range(0, sources.size())
        .mapToObj(i -> Unit.text(sources.get(i), targets.get(i)))
        .toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var vectors = embedder.embed(texts()).rows();
    return new BitextMining(Similarity.COSINE)
        .of(vectors.subList(0, sources.size()), vectors.subList(sources.size(), vectors.size()));
  }
}
