// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.lyceum.tensor.Seed;

/**
 * Longer texts on one topic, joined from definitions that stand near each other: neighbors in the
 * file, whom one lexicographer wrote together, or the different kinds of one thing. In half of the
 * passages the words precede their definitions, and in half the examples follow them, so that both
 * plain prose and the vocabulary of nouns are seen.
 *
 * <p>Lengths are spread evenly on a logarithmic scale, from 16 words to the longest.
 */
final class WordNetPassages {
  private static final int SHORTEST = 16;

  private final List<Synset> synsets;
  private final int longest;
  private final RandomGenerator random;
  private final Map<String, List<Synset>> kinds = new HashMap<>(); // by hypernym

  WordNetPassages(List<Synset> synsets, int longest, Seed seed) {
    this.synsets = synsets;
    this.longest = longest;
    random = seed.stream("wordnet/passages");
    for (var synset : synsets) {
      for (int hypernym : synset.hypernyms()) {
        kinds.computeIfAbsent(key(synset, hypernym), k -> new ArrayList<>()).add(synset);
      }
    }
  }

  private static String key(Synset synset, int hypernym) {
    return synset.partOfSpeech().letter() + hypernym;
  }

  /** The next passage. */
  String next() {
    int wanted = (int) (SHORTEST * Math.pow(longest / (double) SHORTEST, random.nextDouble()));
    var style = new Style(random.nextBoolean(), random.nextBoolean());
    int start = random.nextInt(synsets.size());
    var passage = new Passage(longest);
    if (random.nextBoolean()) {
      addFrom(siblings(synsets.get(start)), wanted, style, passage);
    }
    addFrom(synsets.subList(start, synsets.size()), wanted, style, passage);
    addFrom(synsets, wanted, style, passage); // where the list ended too soon
    return passage.toString();
  }

  /** The kinds of the same thing, from this one on; none where it is the only kind. */
  private List<Synset> siblings(Synset synset) {
    if (synset.hypernyms().isEmpty()) {
      return List.of();
    }
    var all = kinds.getOrDefault(key(synset, synset.hypernyms().getFirst()), List.of());
    return all.size() < 2 ? List.of() : all.subList(all.indexOf(synset), all.size());
  }

  private static void addFrom(List<Synset> from, int wanted, Style style, Passage passage) {
    for (var synset : from) {
      if (passage.words >= wanted) {
        return;
      }
      passage.add(synset, style);
    }
  }

  /** How definitions are written down. */
  private record Style(boolean lemmas, boolean examples) {
    String render(Synset synset) {
      var text = new StringBuilder();
      var gloss =
          lemmas ? String.join(", ", synset.lemmas()) + ": " + synset.gloss() : synset.gloss();
      text.append(sentence(gloss));
      if (examples) {
        synset.examples().forEach(example -> text.append(' ').append(sentence(example)));
      }
      return text.toString();
    }

    private static String sentence(String text) {
      boolean ends = text.endsWith(".") || text.endsWith("?") || text.endsWith("!");
      return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (ends ? "" : ".");
    }
  }

  /** A passage that grows up to a number of words. */
  private static final class Passage {
    private final StringBuilder text = new StringBuilder();
    private final Set<String> added = new HashSet<>();
    private final int longest;
    private int words;

    Passage(int longest) {
      this.longest = longest;
    }

    /** Adds a definition once; where it does not fit, the passage is full. */
    void add(Synset synset, Style style) {
      if (!added.add(synset.id())) {
        return;
      }
      var piece = style.render(synset);
      int more = (int) piece.chars().filter(c -> c == ' ').count() + 1;
      if (words > 0 && words + more > longest) {
        words = longest;
        return;
      }
      text.append(text.isEmpty() ? "" : " ").append(piece);
      words += more;
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
