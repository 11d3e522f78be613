// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.List;
import java.util.stream.Stream;
import org.lyceum.embed.Embedder;
import org.lyceum.protocol.Labeled;
import org.lyceum.protocol.OutOfScope;
import org.lyceum.protocol.Outcome;

/**
 * Are texts of no class farther from every class than the others?
 *
 * @param card what and where from
 * @param train examples of the classes
 * @param test texts of those classes
 * @param strangers texts of no class
 */
public record OutOfScopeTask(
    Card card, LabeledTexts train, LabeledTexts test, List<String> strangers) implements Task {
  /** Copies the list. */
  public OutOfScopeTask {
    strangers = List.copyOf(strangers);
  }

  @Override
  public List<String> texts() {
    return Stream.of(train.texts(), test.texts(), strangers).flatMap(List::stream).toList();
  }

  /** Each test text with its label, then those of no class. */
  @Override
  public List<String> units() {
    return Stream.concat(
            test.units().stream(), strangers.stream().map(text -> Unit.text(text, "no class")))
        .toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var names = train.names();
    var vectors = embedder.embed(texts()).rows();
    int learned = train.texts().size();
    int asked = learned + test.texts().size();
    return OutOfScope.of(
        new Labeled(vectors.subList(0, learned), train.numbers(names)),
        new Labeled(vectors.subList(learned, asked), test.numbers(names)),
        vectors.subList(asked, vectors.size()));
  }
}
