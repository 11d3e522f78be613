// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.ArrayList;
import java.util.List;
import org.lyceum.embed.Embedder;
import org.lyceum.protocol.Labeled;
import org.lyceum.protocol.LegacyClustering;
import org.lyceum.protocol.Outcome;
import org.lyceum.tensor.Seed;

/**
 * Do clusters of vectors agree with classes, in several sets that are clustered one by one? mteb's
 * first version of clustering.
 *
 * @param card what and where from
 * @param sets each with its own classes
 */
public record ClusteredSetsTask(Card card, List<LabeledTexts> sets) implements Task {
  private static final Seed SEED = new Seed(42);

  /** Copies the list. */
  public ClusteredSetsTask {
    sets = List.copyOf(sets);
  }

  @Override
  public List<String> texts() {
    return sets.stream().flatMap(set -> set.texts().stream()).toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var vectors = embedder.embed(texts()).rows();
    var labeled = new ArrayList<Labeled>();
    int at = 0;
    for (var set : sets) {
      int end = at + set.texts().size();
      labeled.add(new Labeled(vectors.subList(at, end), set.numbers(set.names())));
      at = end;
    }
    return LegacyClustering.USUAL.of(labeled, SEED);
  }
}
