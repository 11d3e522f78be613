// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lyceum.embed.Embedder;
import org.lyceum.protocol.Classification;
import org.lyceum.protocol.Labeled;
import org.lyceum.protocol.Outcome;
import org.lyceum.tensor.Seed;

/**
 * Does a linear classifier of few examples tell classes apart by their vectors?
 *
 * @param card what and where from
 * @param train from which the examples are drawn
 * @param test on which it is measured; its labels are among those of {@code train}
 * @param protocol how many examples, and how often
 */
public record ClassificationTask(
    Card card, LabeledTexts train, LabeledTexts test, Classification protocol) implements Task {
  private static final Seed SEED = new Seed(42);

  /**
   * Checks that every label was learned.
   *
   * @throws IllegalArgumentException if a text asked has a label that none learned from has
   */
  public ClassificationTask {
    test.numbers(train.names());
  }

  @Override
  public List<String> texts() {
    var texts = new ArrayList<String>();
    for (int row : used()) {
      texts.add(train.texts().get(row));
    }
    texts.addAll(test.texts());
    return texts;
  }

  private List<int[]> draws() {
    return protocol.draw(train.numbers(train.names()), SEED);
  }

  /** Training examples that an experiment draws; the others need no vector. */
  private int[] used() {
    return draws().stream().flatMapToInt(Arrays::stream).distinct().sorted().toArray();
  }

  /** Each test text with its label. */
  @Override
  public List<String> units() {
    return test.units();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var names = train.names();
    int[] used = used();
    var vectors = embedder.embed(texts()).rows();
    int[] labels = train.numbers(names);
    var known =
        new Labeled(
            vectors.subList(0, used.length), Arrays.stream(used).map(row -> labels[row]).toArray());
    var asked = new Labeled(vectors.subList(used.length, vectors.size()), test.numbers(names));
    var draws =
        draws().stream()
            .map(rows -> Arrays.stream(rows).map(row -> Arrays.binarySearch(used, row)).toArray())
            .toList();
    return protocol.of(known, asked, draws);
  }
}
