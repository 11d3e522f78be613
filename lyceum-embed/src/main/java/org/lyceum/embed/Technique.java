// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.ArrayList;
import java.util.List;
import org.lyceum.embed.TextTemplate.Reading;
import org.lyceum.folder.Prompt;

/**
 * A way to embed with a language model that was never trained to: words around the text, and tokens
 * that are read. Where there are several templates, the vector is the mean of theirs, each scaled
 * to length 1 before.
 *
 * @param name what it is called
 * @param query the templates of queries and of texts whose role is not said; at least one
 * @param document the templates of documents; at least one
 */
public record Technique(String name, List<TextTemplate> query, List<TextTemplate> document) {
  private static final String EOL =
      "his sentence : \"" + TextTemplate.SLOT + "\" means in one word:\"";
  private static final int FEWEST_TASKS = 4;

  /** Copies the lists. */
  public Technique {
    query = List.copyOf(query);
    document = List.copyOf(document);
    if (query.isEmpty() || document.isEmpty()) {
      throw new IllegalArgumentException("a technique must have at least one template");
    }
  }

  private static Technique same(String name, List<TextTemplate> templates) {
    return new Technique(name, templates, templates);
  }

  private static Technique oneWord(String name, String pattern) {
    return same(name, List.of(TextTemplate.of(pattern, Reading.END_OF_TEMPLATE)));
  }

  /**
   * {@return the state of the opening quote behind which the model would say the text in one word}
   *
   * @see <a href="https://arxiv.org/abs/2307.16645">Jiang et al. 2023</a>, section 3.1
   */
  public static Technique promptEol() {
    return oneWord("prompt-eol", "T" + EOL);
  }

  /**
   * {@return {@link #promptEol} behind words that pretend a chain of thought}
   *
   * @see <a href="https://arxiv.org/abs/2404.03921">Zhang et al. 2024</a>, section 3.2
   */
  public static Technique chainOfThought() {
    return oneWord("chain-of-thought", "After thinking step by step , t" + EOL);
  }

  /**
   * {@return {@link #promptEol} behind words on what matters in a sentence}
   *
   * @see <a href="https://arxiv.org/abs/2404.03921">Zhang et al. 2024</a>, section 3.3
   */
  public static Technique knowledge() {
    return oneWord(
        "knowledge",
        "The essence of a sentence is often captured by its main subjects and actions, while"
            + " descriptive terms provide additional but less central details. With this in mind ,"
            + " t"
            + EOL);
  }

  /**
   * {@return the mean over four tasks: topic, feeling, paraphrase and key fact; the tasks are the
   * paper's, the words are not}
   *
   * @see <a href="https://arxiv.org/abs/2402.18458">Lei et al. 2024</a>, section 3
   */
  public static Technique metaEol() {
    return metaEol(
        List.of(
            "Texts are sorted by topic, such as sports, politics or science. The topic of this"
                + " sentence : \"{x}\" in one word:\"",
            "Texts express feelings, such as joy, anger or doubt. The feeling of this sentence :"
                + " \"{x}\" in one word:\"",
            "Two sentences are paraphrases if they mean the same. What a paraphrase of this"
                + " sentence : \"{x}\" means in one word:\"",
            "Every text has one fact that matters most. The key fact of this sentence : \"{x}\" in"
                + " one word:\""));
  }

  /**
   * {@return the mean over tasks of one's own}
   *
   * @param patterns with {@link TextTemplate#SLOT} for the text, ending where the model would
   *     write; four or more
   * @see <a href="https://arxiv.org/abs/2402.18458">Lei et al. 2024</a>, section 3
   */
  public static Technique metaEol(List<String> patterns) {
    if (patterns.size() < FEWEST_TASKS) {
      throw new IllegalArgumentException(
          "meta-eol must have at least %d templates, got %d; one alone is like prompt-eol"
              .formatted(FEWEST_TASKS, patterns.size()));
    }
    return same(
        "meta-eol",
        patterns.stream()
            .map(pattern -> TextTemplate.of(pattern, Reading.END_OF_TEMPLATE))
            .toList());
  }

  /**
   * {@return the mean over a second copy of the text, whose tokens have all seen the first; twice
   * the tokens, so that texts are cut at half the length}
   *
   * @see <a href="https://arxiv.org/abs/2402.15449">Springer et al. 2024</a>, section 3
   */
  public static Technique echo() {
    return same(
        "echo",
        List.of(
            TextTemplate.of(
                "Rewrite the sentence: {x}, rewritten sentence: {x}", Reading.LAST_COPY)));
  }

  /** {@return the mean over the text's own tokens, to compare with: without start and end} */
  public static Technique mean() {
    return same("mean", List.of(TextTemplate.of(TextTemplate.SLOT, Reading.LAST_COPY)));
  }

  /**
   * {@return the last token behind an instruction in front of queries; documents stand alone}
   *
   * @param task what queries want, in one sentence
   * @see <a href="https://arxiv.org/abs/2401.00368">Wang et al. 2024</a>, section 3.2
   */
  public static Technique instruction(String task) {
    return queries("instruction", List.of("Instruct: " + task + "\nQuery: ", ""));
  }

  /**
   * {@return the last token behind examples in front of queries; documents stand alone}
   *
   * @param task what queries want, in one sentence
   * @param shots what is shown before, in this order; at least one
   * @see <a href="https://arxiv.org/abs/2409.15700">Li et al. 2024</a>, section 3.1
   */
  public static Technique inContext(String task, List<Shot> shots) {
    if (shots.isEmpty()) {
      throw new IllegalArgumentException("in-context must have at least one example, got none");
    }
    var before = new StringBuilder();
    for (Shot shot : shots) {
      before.append(asked(shot.task())).append(shot.query());
      before.append(ANSWER).append(shot.passage()).append("\n\n");
    }
    return queries("in-context", List.of(before + asked(task), ANSWER));
  }

  private static final String ANSWER = "\n<response>";

  private static String asked(String task) {
    return "<instruct>" + task + "\n<query>";
  }

  private static Technique queries(String name, List<String> around) {
    return new Technique(
        name,
        List.of(new TextTemplate(around, Reading.END_OF_ROW)),
        List.of(TextTemplate.of(TextTemplate.SLOT, Reading.END_OF_ROW)));
  }

  /**
   * {@return the templates of texts of a role}
   *
   * @param prompt the role; {@link Prompt.None} is that of documents, which often stand alone
   * @throws IllegalArgumentException if a prompt is named, of which a technique has none
   */
  public List<TextTemplate> templates(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Default() -> query;
      case Prompt.Query() -> query;
      case Prompt.Document() -> document;
      case Prompt.None() -> document;
      case Prompt.Named(String other) ->
          throw new IllegalArgumentException(
              "a technique brings its own words, so a prompt cannot be named, got '%s'; leave it out"
                  .formatted(other));
    };
  }

  /** All different templates. */
  List<TextTemplate> templates() {
    var all = new ArrayList<TextTemplate>(query);
    document.stream().filter(each -> !query.contains(each)).forEach(all::add);
    return all;
  }
}
