// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;

class WordNetCorpusTest {
  private static final WordNet WORDNET = WordNet.open();
  private static final Map<WordNetMix, WordNetCorpus> CORPORA = new HashMap<>();
  private static final WordNetCorpus CORPUS = corpus(WordNetMix.USUAL);
  private static final List<String> QUERIES =
      CORPUS.heldOut().stream()
          .flatMap(part -> part.queries().stream().map(WordNetCorpus.Query::text))
          .toList();

  /** The corpus of the first seed; each is made once, which takes seconds. */
  private static WordNetCorpus corpus(WordNetMix mix) {
    return CORPORA.computeIfAbsent(mix, any -> new WordNetCorpus(WORDNET, any, new Seed(1)));
  }

  private static int words(String text) {
    return text.split(" ", -1).length;
  }

  private static List<String> texts(WordNetCorpus corpus, int count) {
    return LabeledText.texts(corpus.training(count));
  }

  @Test
  void holdsOutTwoThousandExamplesOfTwoPartsOfSpeech() {
    assertThat(QUERIES).hasSize(2000).doesNotHaveDuplicates();
    assertThat(CORPUS.heldOut()).hasSize(2);
    assertThat(CORPUS.heldOut().stream().mapToInt(part -> part.glosses().size()).sum())
        .isEqualTo(13789 + 3625);
  }

  @Test
  void pairsEachQueryWithItsOwnGloss() {
    for (var part : CORPUS.heldOut()) {
      for (var query : part.queries()) {
        var synset = WORDNET.of(part.partOfSpeech()).get(query.gloss());
        assertThat(synset.examples()).contains(query.text());
        assertThat(part.glosses().get(query.gloss())).isEqualTo(synset.gloss());
      }
    }
  }

  @Test
  void neverTrainsOnAHeldOutExampleOrOnOneNearlyLikeIt() {
    var queries = QUERIES.stream().map(Shingles::of).toList();
    var singles = texts(corpus(WordNetMix.USUAL.with(0, 0)), CORPUS.singles());
    assertThat(Collections.disjoint(new HashSet<>(singles), QUERIES)).isTrue();
    long near =
        singles.parallelStream()
            .limit(20_000)
            .map(Shingles::of)
            .filter(
                text ->
                    queries.stream().anyMatch(q -> q.similarity(text) >= NearDuplicates.THRESHOLD))
            .count();
    assertThat(near).isZero();
  }

  @Test
  void neverPutsAHeldOutExampleIntoAPassage() {
    var passages = texts(corpus(WordNetMix.USUAL.with(1, 0)), 3000);
    var sentences = new HashSet<String>();
    passages.forEach(passage -> sentences.addAll(List.of(passage.split("[.?!] ?", -1))));
    var long4 = QUERIES.stream().filter(query -> words(query) >= 4).toList();
    assertThat(long4)
        .noneMatch(
            query ->
                sentences.contains(Character.toUpperCase(query.charAt(0)) + query.substring(1)));
  }

  @Test
  void mixesSingleTextsWithPassagesOfAllLengths() {
    var mix = WordNetMix.USUAL.with(0.4, 0.2);
    var texts = texts(corpus(mix), 4000);
    assertThat(texts).hasSize(4000);
    assertThat(texts.stream().filter(text -> words(text) < 14).count()).isBetween(1000L, 2500L);
    assertThat(texts.stream().filter(text -> words(text) > 60).count()).isBetween(500L, 2000L);
    assertThat(texts.stream().filter(text -> words(text) > 150).count()).isBetween(100L, 1000L);
    assertThat(texts.stream().mapToInt(WordNetCorpusTest::words).max().orElse(0))
        .isLessThanOrEqualTo(260); // a single gloss may be longer than a passage
  }

  @Test
  void labelsADefinitionAndItsExamplesAlike() {
    var synsets = new HashMap<String, Set<String>>(); // ids by text
    for (var partOfSpeech : PartOfSpeech.values()) {
      for (var synset : WORDNET.of(partOfSpeech)) {
        var texts = new ArrayList<>(synset.examples());
        texts.add(synset.gloss());
        texts.forEach(
            text -> synsets.computeIfAbsent(text, any -> new HashSet<>()).add(synset.id()));
      }
    }
    var labeled = CORPUS.training(4000);
    var texts = LabeledText.texts(labeled);
    long[] labels = LabeledText.labels(labeled);
    var ofLabel = new HashMap<Long, Set<String>>();
    long last = -1;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] >= 0) {
        var ids = synsets.get(texts.get(i));
        ofLabel.computeIfAbsent(labels[i], any -> new HashSet<>(ids)).retainAll(ids);
        assertThat(labels[i]).isBetween(last, last + 1); // those of one synset follow each other
        last = labels[i];
      }
    }
    assertThat(ofLabel.values()).allMatch(ids -> !ids.isEmpty()).hasSizeGreaterThan(1000);
    assertThat(LongStream.of(labels).filter(label -> label < 0).count()).isBetween(1600L, 2000L);
  }

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    var again = new WordNetCorpus(WORDNET, WordNetMix.USUAL, new Seed(1));
    var other = new WordNetCorpus(WORDNET, WordNetMix.USUAL, new Seed(2));
    assertThat(texts(again, 500)).isEqualTo(texts(CORPUS, 1000).subList(0, 500));
    assertThat(again.heldOut()).isEqualTo(CORPUS.heldOut());
    assertThat(texts(other, 500)).isNotEqualTo(texts(CORPUS, 500));
    assertThat(other.heldOut()).isNotEqualTo(CORPUS.heldOut());
  }

  @Test
  void countsWhatIsLeftOut() {
    // 117,791 definitions and 48,571 examples, less what is held out and what is kept
    assertThat(CORPUS.nearDuplicates()).isEqualTo(117791 + 48571 - 2000 - CORPUS.singles());
    assertThat(CORPUS.nearDuplicates()).isBetween(1000L, 3000L);
  }

  @Test
  void neverRepeatsADefinitionWithinAPassage() {
    var passages = texts(corpus(WordNetMix.USUAL.with(1, 0)), 500);
    assertThat(passages)
        .noneMatch(
            passage -> {
              var first = passage.substring(0, passage.indexOf('.') + 1);
              return first.length() > 40 && passage.indexOf(first, 1) > 0;
            });
  }

  @Test
  void canHoldOutTheGlossesToo() {
    var mix = new WordNetMix(List.of(PartOfSpeech.ADVERB), 300, true, 0, 0, 190);
    var corpus = corpus(mix);
    var part = corpus.heldOut().getFirst();
    var glosses = part.queries().stream().map(q -> part.glosses().get(q.gloss())).toList();
    assertThat(Collections.disjoint(new HashSet<>(texts(corpus, corpus.singles())), glosses))
        .isTrue();
  }

  @Test
  void refusesMoreQueriesThanThereAreExamples() {
    var mix = new WordNetMix(List.of(PartOfSpeech.ADVERB), 9999, false, 0.5, 0, 190);
    assertThatThrownBy(() -> corpus(mix))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "WordNet: 9999 examples are to be held out, but [ADVERB] have only ");
  }

  @Test
  void refusesMoreSinglesThanThereAre() {
    var corpus = corpus(WordNetMix.USUAL.with(0, 0));
    assertThatThrownBy(() -> corpus.training(1_000_000))
        .hasMessageContaining("fewer than the 1000000 wanted; allow passages");
    assertThatThrownBy(() -> corpus.training(0)).hasMessage("1 or more texts are needed, got 0");
  }

  @Test
  void refusesAMixOutOfRange() {
    var verbs = List.of(PartOfSpeech.VERB);
    assertThatThrownBy(() -> new WordNetMix(List.of(), 1, false, 0, 0, 20))
        .hasMessage("one part of speech or more must be measured, each once, got []");
    assertThatThrownBy(() -> new WordNetMix(verbs, 0, false, 0, 0, 20))
        .hasMessage("queries must be 1 or more, got 0");
    assertThatThrownBy(() -> new WordNetMix(verbs, 1, false, 1.5, 0, 20))
        .hasMessage("the share of passages must be from 0 to 1, got 1.5");
    assertThatThrownBy(() -> new WordNetMix(verbs, 1, false, 0.5, 0.75, 20))
        .hasMessage("the share of sentences must be from 0 to what passages leave, 0.5, got 0.75");
    assertThatThrownBy(() -> new WordNetMix(verbs, 1, false, 0, 0, 19))
        .hasMessage("the longest passage must have 20 words or more, got 19");
  }

  @Test
  void trainsOnNothingThatIsUsedElsewhere() {
    var mix = WordNetMix.USUAL.with(0, 0);
    var usual = corpus(mix);
    var text = texts(usual, 1).getFirst();
    var spared = new WordNetCorpus(WORDNET, mix, new Seed(1), List.of(text));
    assertThat(texts(spared, spared.singles())).doesNotContain(text);
    assertThat(spared.singles()).isLessThan(usual.singles());
    assertThat(spared.heldOut()).isEqualTo(usual.heldOut());
  }

  @Test
  void mixesSentencesInTheirShare() {
    var plain = Pattern.compile("((A|An|The) ([a-z]+ ){1,2}|It )is [a-z-]+ing( [a-z]+)*\\.?");
    var mix = WordNetMix.USUAL.with(0.4, 0.2);
    var texts = texts(corpus(mix), 4000);
    assertThat(texts.stream().filter(text -> plain.matcher(text).matches()).count())
        .isBetween(700L, 900L);
    // by default 35 in 100, and still some passages as long as a teacher reads
    var usual = texts(CORPUS, 4000);
    assertThat(usual.stream().filter(text -> plain.matcher(text).matches()).count())
        .isBetween(1225L, 1575L);
    assertThat(usual.stream().filter(text -> words(text) > 150).count()).isBetween(20L, 80L);
    var without = corpus(WordNetMix.USUAL.with(0.4, 0));
    assertThat(texts(without, 4000)).filteredOn(t -> plain.matcher(t).matches()).hasSizeLessThan(5);
  }

  @Test
  void makesNoSentenceThatIsUsedElsewhere() {
    var mix = WordNetMix.USUAL.with(0, 1);
    var sentences = texts(corpus(mix), 50);
    var used = sentences.subList(10, 20).stream().map(text -> text.replace(".", "!")).toList();
    var spared = texts(new WordNetCorpus(WORDNET, mix, new Seed(1), used), 50);
    assertThat(spared).doesNotContainAnyElementsOf(sentences.subList(10, 20));
    assertThat(spared.subList(0, 10)).isEqualTo(sentences.subList(0, 10));
  }

  /** A world in which the held-out examples are just what would be made. */
  @Test
  void makesNoSentenceThatIsHeldOut() {
    var mix = new WordNetMix(List.of(PartOfSpeech.ADVERB), 20, false, 0, 1, 190);
    var made = texts(corpus(mix), 20);
    var synsets = new EnumMap<>(WORDNET.synsets());
    var adverb = WORDNET.of(PartOfSpeech.ADVERB).getFirst().withExamples(made);
    synsets.put(PartOfSpeech.ADVERB, List.of(adverb));
    var corpus = new WordNetCorpus(new WordNet(synsets), mix, new Seed(1));
    assertThat(corpus.heldOut().getFirst().queries()).hasSize(20);
    assertThat(texts(corpus, 100)).doesNotContainAnyElementsOf(made);
  }
}
