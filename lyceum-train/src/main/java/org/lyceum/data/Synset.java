// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.List;

/**
 * One meaning and the words that have it.
 *
 * @param partOfSpeech the file it stands in
 * @param offset its place in the file in bytes, by which WordNet refers to it
 * @param lexicographer the number of the lexicographer file it was written in, 0 to 44: its broad
 *     topic, such as 5 for animals
 * @param lemmas the words, underscores made spaces, in WordNet's order
 * @param gloss the definition, without the quoted examples
 * @param examples the quoted examples of use, possibly none
 * @param hypernyms offsets of the more general synsets of the same part of speech
 * @param frames sentences in which its verbs can stand; none but for verbs
 */
public record Synset(
    PartOfSpeech partOfSpeech,
    int offset,
    int lexicographer,
    List<String> lemmas,
    String gloss,
    List<String> examples,
    List<Integer> hypernyms,
    List<Frame> frames) {
  /**
   * A sentence in which a verb can stand.
   *
   * @param number of the frame, 1 to 35, such as 8 for "somebody ----s something"
   * @param word the index of the lemma that it holds for, or -1 for all
   */
  public record Frame(int number, int word) {}

  /** Copies the lists. */
  public Synset {
    lemmas = List.copyOf(lemmas);
    examples = List.copyOf(examples);
    hypernyms = List.copyOf(hypernyms);
    frames = List.copyOf(frames);
  }

  /**
   * {@return a name that is unique in WordNet and keeps its meaning, such as {@code v-00001740}}
   */
  public String id() {
    var digits = Integer.toString(offset);
    return partOfSpeech.letter() + "-" + "0".repeat(Math.max(0, 8 - digits.length())) + digits;
  }

  /** The same with other examples. */
  Synset withExamples(List<String> others) {
    return new Synset(
        partOfSpeech, offset, lexicographer, lemmas, gloss, others, hypernyms, frames);
  }
}
