// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.DataException;

class WordNetTest {
  private static final WordNet WORDNET = WordNet.open();

  @Test
  void readsEverySynsetOfEveryFile() {
    assertThat(WORDNET.of(PartOfSpeech.NOUN)).hasSize(82192);
    assertThat(WORDNET.of(PartOfSpeech.VERB)).hasSize(13789);
    assertThat(WORDNET.of(PartOfSpeech.ADJECTIVE)).hasSize(18185);
    assertThat(WORDNET.of(PartOfSpeech.ADVERB)).hasSize(3625);
    assertThat(WORDNET.size()).isEqualTo(117791);
  }

  @Test
  void splitsDefinitionFromExamples() {
    var breathe = WORDNET.of(PartOfSpeech.VERB).getFirst();
    assertThat(breathe.id()).isEqualTo("v-00001740");
    assertThat(breathe.lemmas()).containsExactly("breathe", "take a breath", "respire", "suspire");
    assertThat(breathe.gloss()).isEqualTo("draw air into, and expel out of, the lungs");
    assertThat(breathe.examples())
        .containsExactly("I can breathe better when the air is clean", "The patient is respiring");
    assertThat(breathe.lexicographer()).isEqualTo(29);
  }

  @Test
  void knowsHypernyms() {
    var respire = WORDNET.of(PartOfSpeech.VERB).get(1);
    assertThat(respire.hypernyms()).containsExactly(2112831);
    assertThat(WORDNET.of(PartOfSpeech.VERB)).anyMatch(s -> s.offset() == 2112831);
  }

  @Test
  void takesTheMarkerOffAdjectives() {
    var first = WORDNET.of(PartOfSpeech.ADJECTIVE).stream().map(Synset::lemmas).toList();
    assertThat(first).noneMatch(lemmas -> lemmas.stream().anyMatch(l -> l.endsWith("(p)")));
  }

  /** The hashes were computed by the extraction of the reference experiment in Python. */
  @Test
  void extractsExactlyWhatTheReferenceDoes() throws NoSuchAlgorithmException {
    var glosses = MessageDigest.getInstance("SHA-256");
    var examples = MessageDigest.getInstance("SHA-256");
    for (var partOfSpeech : PartOfSpeech.values()) {
      List<Synset> synsets = WORDNET.of(partOfSpeech);
      for (int i = 0; i < synsets.size(); i++) {
        glosses.update((synsets.get(i).gloss() + "\n").getBytes(UTF_8));
        for (var example : synsets.get(i).examples()) {
          var row = partOfSpeech.letter() + " " + i + " " + example + "\n";
          examples.update(row.getBytes(UTF_8));
        }
      }
    }
    assertThat(HexFormat.of().formatHex(glosses.digest()))
        .isEqualTo("e3516368222073cd99d891d578da593ba9c15dfdb84f40b2b879ba2de55d058b");
    assertThat(HexFormat.of().formatHex(examples.digest()))
        .isEqualTo("e33a13aabce9eeffec14b2f71773561fcf98ce32a7e1deedd225af1edc53497b");
  }

  @Test
  void refusesALineThatIsNoSynset() {
    var in = new ByteArrayInputStream("  license\nrubbish\n".getBytes(UTF_8));
    assertThatThrownBy(() -> WordNet.read(PartOfSpeech.VERB, new Lines("data.verb", in)))
        .isInstanceOf(DataException.class)
        .hasMessage("data.verb:2: this is not a line of such a file of WordNet: rubbish");
  }
}
