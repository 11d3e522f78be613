// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.List;
import java.util.stream.Stream;
import org.lyceum.embed.Embedder;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.PairClassification;

/**
 * Are two texts that belong together more alike than two that do not?
 *
 * @param card what and where from
 * @param pairs some that belong together and some that do not
 */
public record PairTask(Card card, List<Pair> pairs) implements Task {
  /**
   * Two texts.
   *
   * @param first one
   * @param second the other
   * @param together whether they belong together
   */
  public record Pair(String first, String second, boolean together) {}

  /** Copies the list. */
  public PairTask {
    pairs = List.copyOf(pairs);
  }

  @Override
  public List<String> texts() {
    return Stream.concat(pairs.stream().map(Pair::first), pairs.stream().map(Pair::second))
        .toList();
  }

  /** Each pair, and whether it belongs together. */
  @Override
  public List<String> units() {
    return pairs.stream()
        .map(pair -> Unit.text(pair.first, pair.second, pair.together ? "together" : "apart"))
        .toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var vectors = embedder.embed(texts()).rows();
    var labels = new boolean[pairs.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = pairs.get(i).together;
    }
    return new PairClassification(Similarity.COSINE)
        .of(
            vectors.subList(0, labels.length),
            vectors.subList(labels.length, vectors.size()),
            labels);
  }
}
