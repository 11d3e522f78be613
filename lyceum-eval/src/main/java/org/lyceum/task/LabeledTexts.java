// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts and what each is.
 *
 * @param texts any
 * @param labels one of each text
 */
public record LabeledTexts(List<String> texts, List<String> labels) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is none, or a text has no label
   */
  public LabeledTexts {
    texts = List.copyOf(texts);
    labels = List.copyOf(labels);
    if (texts.isEmpty() || texts.size() != labels.size()) {
      throw new IllegalArgumentException(
          "there must be a text or more, each with a label, got %d texts and %d labels"
              .formatted(texts.size(), labels.size()));
    }
  }

  /**
   * {@return the label of each text as a number from 0}
   *
   * @param names all labels, in the order of their numbers
   * @throws IllegalArgumentException if a text has another label
   */
  int[] numbers(List<String> names) {
    var byName = new LinkedHashMap<String, Integer>();
    names.forEach(name -> byName.put(name, byName.size()));
    return labels.stream()
        .mapToInt(
            label -> {
              var number = byName.get(label);
              if (number == null) {
                throw new IllegalArgumentException(
                    "a label must be one of %s, got '%s'".formatted(names, label));
              }
              return number;
            })
        .toArray();
  }

  /** {@return each text with its label, to be shown} */
  List<String> units() {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> Unit.text(texts.get(i), labels.get(i)))
        .toList();
  }

  /** {@return all labels, sorted} */
  List<String> names() {
    return labels.stream().distinct().sorted().toList();
  }
}
