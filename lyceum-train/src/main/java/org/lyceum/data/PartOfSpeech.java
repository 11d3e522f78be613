// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

/** The four classes of words that WordNet keeps apart, a file each. */
public enum PartOfSpeech {
  /** Nouns: 82,192 synsets in WordNet 3.1. */
  NOUN("noun", "n"),
  /** Verbs: 13,789 synsets. */
  VERB("verb", "v"),
  /** Adjectives, with the satellites of their clusters: 18,185 synsets. */
  ADJECTIVE("adj", "a"),
  /** Adverbs: 3,625 synsets. */
  ADVERB("adv", "r");

  private final String file;
  private final String letter;

  PartOfSpeech(String file, String letter) {
    this.file = file;
    this.letter = letter;
  }

  /**
   * {@return the ending of the data file's name: {@code noun}, {@code verb}, {@code adj}, {@code
   * adv}}
   */
  public String file() {
    return file;
  }

  /** {@return the letter that WordNet uses for it: {@code n}, {@code v}, {@code a}, {@code r}} */
  public String letter() {
    return letter;
  }
}
