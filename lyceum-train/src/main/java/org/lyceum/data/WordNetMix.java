// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.List;

/**
 * What is taken from WordNet, for training and for measuring.
 *
 * @param measured parts of speech whose examples are held out as queries
 * @param queries how many examples are held out
 * @param holdOutGlosses whether the definitions of the held-out examples are not trained on either
 * @param passages the share of passages among the training texts, from 0 to 1
 * @param sentences the share of plain sentences made of frequent words, from 0 to what the passages
 *     leave; the others are single glosses and examples
 * @param longest the most words of a passage, 20 or more; 190 are about 256 tokens
 */
public record WordNetMix(
    List<PartOfSpeech> measured,
    int queries,
    boolean holdOutGlosses,
    double passages,
    double sentences,
    int longest) {
  /**
   * 2,000 queries among the 17,414 glosses of verbs and adverbs (to embed the 100,377 of nouns and
   * adjectives too takes minutes). Passages teach what abstracts need and sentences what captions
   * need; {@code docs/decisions/0042-the-default-recipe.md} has the figures.
   */
  public static final WordNetMix USUAL =
      new WordNetMix(List.of(PartOfSpeech.VERB, PartOfSpeech.ADVERB), 2000, false, 0.1, 0.35, 190);

  private static final int SHORTEST = 20;

  /** Checks the ranges. */
  public WordNetMix {
    measured = List.copyOf(measured);
    if (measured.isEmpty() || measured.size() != measured.stream().distinct().count()) {
      throw new IllegalArgumentException(
          "one part of speech or more must be measured, each once, got " + measured);
    }
    if (queries < 1) {
      throw new IllegalArgumentException("queries must be 1 or more, got %d".formatted(queries));
    }
    if (!(passages >= 0 && passages <= 1)) {
      throw new IllegalArgumentException(
          "the share of passages must be from 0 to 1, got %s".formatted(passages));
    }
    if (!(sentences >= 0 && sentences <= 1 - passages)) {
      throw new IllegalArgumentException(
          "the share of sentences must be from 0 to what passages leave, %s, got %s"
              .formatted(1 - passages, sentences));
    }
    if (longest < SHORTEST) {
      throw new IllegalArgumentException(
          "the longest passage must have %d words or more, got %d".formatted(SHORTEST, longest));
    }
  }

  /**
   * {@return the same with other shares}
   *
   * @param passages from 0 to 1
   * @param sentences from 0 to what the passages leave
   */
  public WordNetMix with(double passages, double sentences) {
    return new WordNetMix(measured, queries, holdOutGlosses, passages, sentences, longest);
  }
}
