// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
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
    var learned = new TreeSet<>(train.labels());
    for (String label : test.labels()) {
      if (!learned.contains(label)) {
        throw new IllegalArgumentException(
            "every label that is asked for must be learned: the test part has '%s', the training part only %s; add training texts of it, or leave its test texts out"
                .formatted(label, learned));
      }
    }
  }

  /** Which training examples each experiment has, and all of them; the others need no vector. */
  private record Drawn(int[] labels, List<int[]> draws, int[] used) {}

  private Drawn drawn() {
    int[] labels = train.numbers(train.names());
    List<int[]> draws = protocol.draw(labels, SEED);
    int[] used = draws.stream().flatMapToInt(Arrays::stream).distinct().sorted().toArray();
    return new Drawn(labels, draws, used);
  }

  @Override
  public List<String> texts() {
    return texts(drawn());
  }

  private List<String> texts(Drawn drawn) {
    var texts = new ArrayList<String>();
    for (int row : drawn.used) {
      texts.add(train.texts().get(row));
    }
    texts.addAll(test.texts());
    return texts;
  }

  /** Each test text with its label. */
  @Override
  public List<String> units() {
    return test.units();
  }

  @Override
  public Outcome score(Embedder embedder) {
    Drawn drawn = drawn();
    int[] used = drawn.used;
    var vectors = embedder.embed(texts(drawn)).rows();
    var known =
        new Labeled(
            vectors.subList(0, used.length),
            Arrays.stream(used).map(row -> drawn.labels[row]).toArray());
    var asked =
        new Labeled(vectors.subList(used.length, vectors.size()), test.numbers(train.names()));
    var draws =
        drawn.draws.stream()
            .map(rows -> Arrays.stream(rows).map(row -> Arrays.binarySearch(used, row)).toArray())
            .toList();
    return protocol.of(known, asked, draws);
  }
}
