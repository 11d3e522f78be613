// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;

class WordNetSentencesTest {
  private static final WordNet WORDNET = WordNet.open();
  private static final WordNetSentences SENTENCES = new WordNetSentences(WORDNET);

  private static List<String> some(int count) {
    var random = new Seed(1).stream("test");
    return Stream.generate(() -> SENTENCES.next(random)).limit(count).toList();
  }

  private static Lines lines(String file, String text) {
    return new Lines(file, new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  @Test
  void saysWhatSomebodyOrSomethingIsDoing() {
    assertThat(some(2000))
        .allSatisfy(
            sentence ->
                assertThat(sentence)
                    .matches("((A|An|The) ([a-z]+ ){1,2}|It )is [a-z-]+ing( [a-z]+)*\\.?"));
  }

  @Test
  void takesTheArticleThatIsSpoken() {
    var all = String.join(" ", some(20_000)).toLowerCase(Locale.ROOT);
    assertThat(all).contains(" an honest ", " a unit", " a uniform", " an uncle", " an apple");
    assertThat(all).doesNotContain(" a hour", " an unit", " an european", " a uncle", " a apple");
  }

  @Test
  void fewAreTheSameAndAllWordsAreOfOneVocabulary() {
    var sentences = some(2000);
    assertThat(new HashSet<>(sentences)).hasSizeGreaterThan(1900);
    var known = new HashSet<String>();
    WORDNET.of(PartOfSpeech.NOUN).forEach(synset -> known.addAll(synset.lemmas()));
    assertThat(sentences)
        .filteredOn(sentence -> sentence.startsWith("The "))
        .hasSizeBetween(300, 700) // a quarter of those that do not begin with "It"
        .allMatch(
            sentence -> {
              var subject = sentence.substring(4, sentence.indexOf(" is "));
              return known.contains(subject.substring(subject.indexOf(' ') + 1));
            });
  }

  @Test
  void frequentWordsComeOftenerThanRareOnes() {
    var words = String.join(" ", some(4000)).split("[ .]+");
    long man = Stream.of(words).filter("man"::equals).count();
    long wrestler = Stream.of(words).filter("wrestler"::equals).count();
    assertThat(man).isGreaterThan(10 * wrestler).isGreaterThan(50);
  }

  @ParameterizedTest
  @CsvSource({
    "paint, painting", // regular
    "make, making", // a silent e goes
    "see, seeing", // other e's stay
    "dye, dyeing",
    "be, being",
    "die, dying", // listed or by rule
    "lie, lying",
    "run, running", // listed, because the consonant doubles
    "put on, putting on" // the verb comes first
  })
  void knowsParticiples(String verb, String participle) {
    assertThat(PresentParticiples.open().of(verb)).isEqualTo(participle);
  }

  @Test
  void takesRegularFormsWhereNoneIsListed() {
    var none = PresentParticiples.read(lines("verb.exc", "ran run\n"));
    assertThat(none.of("tie")).isEqualTo("tying");
    assertThat(none.of("walk")).isEqualTo("walking");
  }

  @Test
  void countsSensesThatAreUsed() {
    var index =
        """
        dog%1:05:00:: 02086723 1 42
        dog%1:18:01:: 10133978 2 2
        dog%1:13:01:: 07692347 3 1
        hot_dog%1:13:00:: 07692347 1 1
        wide%5:00:00:broad:00 02569130 1 0
        """;
    var senses = FrequentSenses.read(lines("index.sense", index));
    assertThat(senses.counts())
        .containsOnly(
            entry("n-02086723 dog", 42),
            entry("n-10133978 dog", 2),
            entry("n-07692347 hot dog", 1)); // seen once, but the first meaning
  }

  @Test
  void readsTheFramesOfVerbs() {
    var breathe = WORDNET.of(PartOfSpeech.VERB).getFirst();
    assertThat(breathe.frames()).containsExactly(new Synset.Frame(2, -1), new Synset.Frame(8, -1));
    assertThat(WORDNET.of(PartOfSpeech.NOUN).getFirst().frames()).isEmpty();
    assertThat(WORDNET.of(PartOfSpeech.VERB))
        .allMatch(
            verb ->
                verb.frames().stream()
                    .allMatch(f -> f.number() >= 1 && f.number() <= 35 && f.word() < 40));
  }

  @Test
  void refusesFilesThatAreNotWordNets() {
    assertThatThrownBy(() -> FrequentSenses.read(lines("index.sense", "dog%1:05:00:: 02086723\n")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("index.sense:1: this is not a line of such a file of WordNet: dog");
    assertThatThrownBy(() -> PresentParticiples.read(lines("verb.exc", "ran run\nrubbish\n")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("verb.exc:2: ");
    assertThatThrownBy(() -> VerbFrames.read(lines("frames", "1 Something ----s\nSomebody\n")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("frames:2: ");
  }
}
