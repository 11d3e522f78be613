// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lyceum.embed.Embedder;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.Outliers;

/**
 * Which word does not belong to a group?
 *
 * @param card what and where from
 * @param groups of words with outliers
 */
public record OutlierTask(Card card, List<Group> groups) implements Task {
  /**
   * A group.
   *
   * @param words that belong together
   * @param outliers that do not belong to them
   */
  public record Group(List<String> words, List<String> outliers) {
    /** Copies the lists. */
    public Group {
      words = List.copyOf(words);
      outliers = List.copyOf(outliers);
    }
  }

  /** Copies the list. */
  public OutlierTask {
    groups = List.copyOf(groups);
  }

  @Override
  public List<String> texts() {
    return groups.stream()
        .flatMap(group -> Stream.concat(group.words.stream(), group.outliers.stream()))
        .toList();
  }

  /** Each outlier with the words that it was put among. */
  @Override
  public List<String> units() {
    return groups.stream()
        .flatMap(
            group ->
                group.outliers.stream()
                    .map(word -> Unit.text(word, "among " + String.join(", ", group.words))))
        .toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var vectors = embedder.embed(texts()).rows();
    var embedded = new ArrayList<Outliers.Group>();
    int at = 0;
    for (var group : groups) {
      int words = at + group.words.size();
      int end = words + group.outliers.size();
      embedded.add(new Outliers.Group(vectors.subList(at, words), vectors.subList(words, end)));
      at = end;
    }
    return Outliers.of(embedded);
  }
}
