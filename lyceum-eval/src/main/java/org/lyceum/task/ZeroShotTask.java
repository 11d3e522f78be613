// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.embed.Embedder;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.Labeled;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.ZeroShotClassification;

/**
 * Is a text nearest to the description of its class?
 *
 * @param card what and where from
 * @param examples with labels
 * @param classes what a class is called in the data, and how it is described
 */
public record ZeroShotTask(Card card, LabeledTexts examples, List<Described> classes)
    implements Task {
  /**
   * A class.
   *
   * @param label of its examples
   * @param description that is embedded
   */
  public record Described(String label, String description) {}

  /** Copies the list. */
  public ZeroShotTask {
    classes = List.copyOf(classes);
  }

  @Override
  public List<String> texts() {
    var texts = new ArrayList<>(examples.texts());
    classes.forEach(described -> texts.add(described.description));
    return texts;
  }

  /** Each example with the description of its class. */
  @Override
  public List<String> units() {
    int[] labels = examples.numbers(classes.stream().map(Described::label).toList());
    return IntStream.range(0, labels.length)
        .mapToObj(i -> Unit.text(examples.texts().get(i), classes.get(labels[i]).description))
        .toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var vectors = embedder.embed(texts()).rows();
    int count = examples.texts().size();
    int[] labels = examples.numbers(classes.stream().map(Described::label).toList());
    return new ZeroShotClassification(Similarity.COSINE)
        .of(new Labeled(vectors.subList(0, count), labels), vectors.subList(count, vectors.size()));
  }
}
