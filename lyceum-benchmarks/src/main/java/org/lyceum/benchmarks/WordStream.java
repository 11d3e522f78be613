// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.lyceum.data.PartOfSpeech;
import org.lyceum.data.WordNet;
import org.lyceum.text.Tokenizer;

/**
 * The words of WordNet's definitions and examples, one behind the other, from which texts of a
 * wanted length are cut.
 */
final class WordStream {
  /** Words that must follow the one a text begins with. */
  private static final int MARGIN = 400;

  private final List<String> words;
  private final Tokenizer tokenizer;
  private final Map<String, Integer> tokens = new HashMap<>();

  WordStream(List<String> words, Tokenizer tokenizer) {
    this.words = List.copyOf(words);
    this.tokenizer = tokenizer;
  }

  /** The words that the program carries. */
  static WordStream ofWordNet(Tokenizer tokenizer) {
    var words = new ArrayList<String>();
    var wordnet = WordNet.open();
    for (var partOfSpeech : PartOfSpeech.values()) {
      for (var synset : wordnet.of(partOfSpeech)) {
        words.addAll(List.of(synset.gloss().strip().split("\\s+")));
        synset.examples().forEach(text -> words.addAll(List.of(text.strip().split("\\s+"))));
      }
    }
    return new WordStream(words, tokenizer);
  }

  /**
   * {@return words that follow each other: as few as have {@code length} tokens, special tokens
   * included}
   */
  String text(int length, RandomGenerator random) {
    int at = random.nextInt(words.size() - MARGIN);
    var text = new StringBuilder();
    for (int count = tokenizer.specialTokens(); count < length; at++) {
      String word = words.get(at % words.size());
      text.append(text.isEmpty() ? "" : " ").append(word);
      count += tokens.computeIfAbsent(word, this::count);
    }
    return text.toString();
  }

  private int count(String word) {
    return tokenizer.encodeWithoutSpecials(List.of(word)).getFirst().length();
  }
}
