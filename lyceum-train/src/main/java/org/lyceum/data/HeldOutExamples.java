// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;

/** Chooses examples of WordNet that are never trained on. */
final class HeldOutExamples {
  private final WordNetMix mix;
  private final NearDuplicates seen;
  private final List<Choice> chosen = new ArrayList<>();
  private final Set<Place> places = new HashSet<>();

  private record Place(PartOfSpeech partOfSpeech, int synset) {}

  private record Choice(Place place, String example) {}

  /** What is chosen counts as seen. */
  HeldOutExamples(WordNetMix mix, NearDuplicates seen) {
    this.mix = mix;
    this.seen = seen;
  }

  /** Chooses at random; no two are near-duplicates, so that each has one definition. */
  void choose(WordNet wordnet, Seed seed) {
    var all = new ArrayList<Choice>();
    for (var partOfSpeech : mix.measured()) {
      var synsets = wordnet.of(partOfSpeech);
      for (int i = 0; i < synsets.size(); i++) {
        var place = new Place(partOfSpeech, i);
        synsets.get(i).examples().forEach(example -> all.add(new Choice(place, example)));
      }
    }
    Collections.shuffle(all, seed.stream("wordnet/held-out"));
    all.stream()
        .filter(choice -> chosen.size() < mix.queries() && seen.isNew(choice.example))
        .forEach(chosen::add);
    if (chosen.size() < mix.queries()) {
      throw new DataException(
          "WordNet",
          "%d examples are to be held out, but %s have only %d different ones"
              .formatted(mix.queries(), mix.measured(), chosen.size()));
    }
    chosen.forEach(choice -> places.add(choice.place));
    hideGlosses(wordnet);
  }

  private void hideGlosses(WordNet wordnet) {
    if (mix.holdOutGlosses()) {
      for (var place : places) {
        seen.add(wordnet.of(place.partOfSpeech).get(place.synset).gloss());
      }
    }
  }

  /** Whether a definition must not be trained on. */
  boolean hidesGloss(PartOfSpeech partOfSpeech, int synset) {
    return mix.holdOutGlosses() && places.contains(new Place(partOfSpeech, synset));
  }

  WordNetCorpus.HeldOut of(PartOfSpeech partOfSpeech, WordNet wordnet) {
    return new WordNetCorpus.HeldOut(
        partOfSpeech,
        wordnet.of(partOfSpeech).stream().map(Synset::gloss).toList(),
        chosen.stream()
            .filter(choice -> choice.place.partOfSpeech == partOfSpeech)
            .map(choice -> new WordNetCorpus.Query(choice.example, choice.place.synset))
            .toList());
  }
}
