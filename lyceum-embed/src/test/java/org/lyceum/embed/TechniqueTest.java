// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.embed.TextTemplate.Filled;
import org.lyceum.embed.TextTemplate.Reading;
import org.lyceum.folder.Prompt;

class TechniqueTest {
  private static String filled(Technique technique, String text) {
    return technique.query().getFirst().fill(text).text();
  }

  @Test
  void writesTheTemplatesOfThePapersToTheLastCharacter() {
    assertThat(filled(Technique.promptEol(), "A dog."))
        .isEqualTo("This sentence : \"A dog.\" means in one word:\"");
    assertThat(filled(Technique.chainOfThought(), "A dog."))
        .isEqualTo("After thinking step by step , this sentence : \"A dog.\" means in one word:\"");
    assertThat(filled(Technique.knowledge(), "A dog."))
        .startsWith("The essence of a sentence is often captured by its main subjects and actions,")
        .endsWith("With this in mind , this sentence : \"A dog.\" means in one word:\"");
    assertThat(filled(Technique.echo(), "A dog."))
        .isEqualTo("Rewrite the sentence: A dog., rewritten sentence: A dog.");
  }

  @Test
  void endsEveryTaskAtTheOpeningQuote() {
    var tasks = Technique.metaEol().query();
    assertThat(tasks).hasSize(4).doesNotHaveDuplicates();
    assertThat(tasks)
        .allSatisfy(
            task -> {
              assertThat(task.fill("A dog.").text())
                  .endsWith("in one word:\"")
                  .contains("\"A dog.\"");
              assertThat(task.reading()).isEqualTo(Reading.END_OF_TEMPLATE);
            });
  }

  @Test
  void putsInstructionsAndExamplesInFrontOfQueriesOnly() {
    var instruction = Technique.instruction("Find the answer");
    assertThat(filled(instruction, "why?")).isEqualTo("Instruct: Find the answer\nQuery: why?");
    var document = instruction.templates(new Prompt.Document()).getFirst();
    assertThat(document.fill("because").text()).isEqualTo("because");
    var shots = List.of(new Shot("T1", "q1", "p1"), new Shot("T2", "q2", "p2"));
    assertThat(filled(Technique.inContext("T", shots), "x"))
        .isEqualTo(
            """
            <instruct>T1
            <query>q1
            <response>p1

            <instruct>T2
            <query>q2
            <response>p2

            <instruct>T
            <query>x
            <response>\
            """);
  }

  @Test
  void findsTheLastCopyAndTakesATextAsItIs() {
    // "a" + 3 + "b" + 3 + "c": the second copy is 5..8
    var template = TextTemplate.of("a{x}b{x}c", Reading.LAST_COPY);
    assertThat(template.fill("{x}")).isEqualTo(new Filled("a{x}b{x}c", 5, 8));
    assertThat(template.copies()).isEqualTo(2);
    assertThat(TextTemplate.of("{x}", Reading.LAST_COPY).fill("")).isEqualTo(new Filled("", 0, 0));
  }

  @Test
  void refusesWhatHasNoPlaceForATextOrTooFewTasks() {
    assertThatThrownBy(() -> TextTemplate.of("one word:", Reading.END_OF_ROW))
        .hasMessageContaining("a place for the text, {x}, got 'one word:'");
    assertThatThrownBy(() -> Technique.metaEol(List.of("{x}", "a {x}", "b {x}")))
        .hasMessageContaining("at least 4 templates, got 3");
    assertThatThrownBy(() -> Technique.inContext("T", List.of()))
        .hasMessageContaining("at least one example");
    assertThatThrownBy(() -> Technique.echo().templates(new Prompt.Named("query")))
        .hasMessageContaining("cannot be named, got 'query'");
  }
}
