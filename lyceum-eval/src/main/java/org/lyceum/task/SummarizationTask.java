// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.ArrayList;
import java.util.List;
import org.lyceum.embed.Embedder;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.Summarization;

/**
 * Is a machine's summary as good as it is near to one by a person?
 *
 * @param card what and where from
 * @param summarized texts with their summaries
 */
public record SummarizationTask(Card card, List<Summarized> summarized) implements Task {
  /**
   * The summaries of a text.
   *
   * @param human by people
   * @param machine by machines
   * @param relevance how good each of the machines' is
   */
  public record Summarized(List<String> human, List<String> machine, List<Double> relevance) {
    /** Copies the lists. */
    public Summarized {
      human = List.copyOf(human);
      machine = List.copyOf(machine);
      relevance = List.copyOf(relevance);
    }
  }

  /** Copies the list. */
  public SummarizationTask {
    summarized = List.copyOf(summarized);
  }

  @Override
  public List<String> texts() {
    var texts = new ArrayList<String>();
    for (var text : summarized) {
      texts.addAll(text.human());
      texts.addAll(text.machine());
    }
    return texts;
  }

  /** The first summary by a person of each text. */
  @Override
  public List<String> units() {
    return summarized.stream().map(text -> Unit.text(text.human().getFirst())).toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var vectors = embedder.embed(texts()).rows();
    var texts = new ArrayList<Summarization.Text>();
    int at = 0;
    for (var text : summarized) {
      int machine = at + text.human().size();
      int end = machine + text.machine().size();
      texts.add(
          new Summarization.Text(
              vectors.subList(at, machine),
              vectors.subList(machine, end),
              text.relevance().stream().mapToDouble(Double::doubleValue).toArray()));
      at = end;
    }
    return new Summarization(Similarity.COSINE).of(texts);
  }
}
