// SPDX-License-Identifier: Apache-2.0
package org.lyceum.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Bm25Test {
  private static final Bm25 PETS =
      Bm25.index(
          List.of("cats", "dogs", "both", "none"),
          List.of(
              "The cat sleeps.",
              "Dogs bark at night.",
              "A cat and a dog play.",
              "It rains a lot."));

  @Test
  void findsDocumentsThatShareAStem() {
    assertThat(PETS.search("sleeping cats", 10)).containsExactly("cats", "both");
    assertThat(PETS.size()).isEqualTo(4);
  }

  @Test
  void ranksRareWordsAboveCommonOnes() {
    // barking occurs once, dog twice: the document with both is first, the one with dog alone next
    assertThat(PETS.search("a dog barking", 10)).containsExactly("dogs", "both");
  }

  @Test
  void holdsLongDocumentsBackAsFarAsBSays() {
    var ids = List.of("short", "long");
    var texts = List.of("tree", "tree house garden wall");
    // with b = 0 both score the same, and the id decides, descending
    assertThat(Bm25.index(ids, texts, new Bm25.Parameters(1, 0)).search("tree", 2))
        .containsExactly("short", "long");
    assertThat(Bm25.index(List.of("a", "b"), texts, new Bm25.Parameters(1, 0)).search("tree", 2))
        .containsExactly("b", "a");
    assertThat(Bm25.index(List.of("a", "b"), texts, new Bm25.Parameters(1, 1)).search("tree", 2))
        .containsExactly("a", "b");
  }

  @Test
  void breaksTiesByIdDescending() {
    var ids = List.of("d1", "d10", "d9", "d2");
    var index = Bm25.index(ids, List.of("same", "same", "same", "same"));
    assertThat(index.search("same", 3)).containsExactly("d9", "d2", "d10");
  }

  @Test
  void countsARepeatedWordOfTheQueryTwice() {
    var index = Bm25.index(List.of("a", "b"), List.of("apple", "banana"));
    assertThat(index.search("banana apple apple", 2)).containsExactly("a", "b");
    assertThat(index.search("banana banana apple", 2)).containsExactly("b", "a");
  }

  @Test
  void takesEveryCharacterOfAQueryLiterally() {
    assertThat(PETS.search("cat AND (sleep* OR \"~^:[]{}!\\", 1)).containsExactly("cats");
  }

  @Test
  void findsNothingForAQueryWithoutWords() {
    assertThat(PETS.search("", 5)).isEmpty();
    assertThat(PETS.search("the of ?!", 5)).isEmpty();
  }

  @Test
  void bearsAQueryOfThousandsOfWords() {
    var query = IntStream.range(0, 5000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    assertThat(PETS.search("cat " + query, 5)).containsExactly("cats", "both");
  }

  @Test
  void refusesTextsWithoutIds() {
    assertThatThrownBy(() -> Bm25.index(List.of("a"), List.of()))
        .hasMessage("each text must have an id, got 1 ids and 0 texts");
  }

  @Test
  void refusesParametersOutOfRange() {
    assertThatThrownBy(() -> new Bm25.Parameters(-1, 0))
        .hasMessage("k1 must be finite and 0 or more, got -1.0");
    assertThatThrownBy(() -> new Bm25.Parameters(1, 1.5))
        .hasMessage("b must be from 0 to 1, got 1.5");
    assertThatThrownBy(() -> PETS.search("cat", 0)).hasMessage("k must be 1 or more, got 0");
  }
}
