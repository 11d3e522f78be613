// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.Arrays;
import java.util.List;
import org.lyceum.embed.Embedder;
import org.lyceum.protocol.Clustering;
import org.lyceum.protocol.Outcome;
import org.lyceum.tensor.Seed;

/**
 * Do clusters of vectors agree with classes?
 *
 * @param card what and where from
 * @param all texts with their classes
 * @param most texts that are embedded, drawn at random
 */
public record ClusteringTask(Card card, LabeledTexts all, int most) implements Task {
  private static final Seed SEED = new Seed(42);

  private int[] sample() {
    return Clustering.sample(all.texts().size(), most, SEED);
  }

  @Override
  public List<String> texts() {
    return Arrays.stream(sample()).mapToObj(row -> all.texts().get(row)).toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var labels = Arrays.stream(sample()).mapToObj(row -> List.of(all.labels().get(row))).toList();
    return Clustering.USUAL.of(embedder.embed(texts()).rows(), labels, SEED);
  }
}
