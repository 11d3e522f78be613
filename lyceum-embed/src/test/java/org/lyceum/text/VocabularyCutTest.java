// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which tokens are kept. */
class VocabularyCutTest {
  private static Tokenizer tokenizer(String model) {
    String json =
        """
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,
         "pre_tokenizer":{"type":"WhitespaceSplit"},"post_processor":null,"decoder":null,
         "model":%s}\
        """
            .formatted(model.replace('\'', '"'));
    return Tokenizer.of("test", new JsonFileOf(json).root(), null);
  }

  /** A JSON text. */
  private record JsonFileOf(String text) {
    JsonNode root() {
      try {
        return new ObjectMapper().readTree(text);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(text, e);
      }
    }
  }

  private static List<String> kept(Tokenizer whole, String... texts) {
    var cut = VocabularyCut.of(whole, List.of(texts), List.<Integer>of());
    return Arrays.stream(cut.kept()).mapToObj(whole::token).toList();
  }

  private static final String WORDS =
      "{'type':'WordPiece','unk_token':'?','continuing_subword_prefix':'##',"
          + "'max_input_chars_per_word':100,"
          + "'vocab':{'?':0,'a':1,'ab':2,'##bz':3,'##z':4,'abc':5,'dog':6,'##y':7}}";

  @Test
  void keepsThePiecesOfTextsAndSingleCharacters() {
    assertThat(kept(tokenizer(WORDS), "abz dog"))
        .containsExactly("?", "a", "ab", "##z", "dog", "##y");
  }

  @Test
  void keepsWhatAWordThatIsNotKnownBeginsWith() {
    // abq: the longest beginning is ab, and nothing fits q. Without ab it would be a and ##bq.
    String words = WORDS.replace("'##z'", "'##bq'");
    assertThat(kept(tokenizer(words), "abq")).containsExactly("?", "a", "ab", "##y");
  }

  @Test
  void keepsTheMergesOnTheWayToAPiece() {
    // abcd is made as ab, then cd, then both; bc is never made of it
    String pairs =
        "{'type':'BPE','dropout':null,'unk_token':null,'continuing_subword_prefix':null,"
            + "'end_of_word_suffix':null,'fuse_unk':false,'byte_fallback':false,"
            + "'vocab':{'a':0,'b':1,'c':2,'d':3,'bc':4,'ab':5,'cd':6,'abcd':7,'da':8},"
            + "'merges':['a b','c d','ab cd','b c','d a']}";
    var whole = tokenizer(pairs);
    assertThat(kept(whole, "abcd")).containsExactly("a", "b", "c", "d", "ab", "cd", "abcd");
    var cut = VocabularyCut.of(whole, List.of("abcd"), List.<Integer>of());
    assertThat(cut.merges()).containsExactly("a b", "c d", "ab cd");
    try (var small = Tokenizer.of("small", new JsonFileOf(cut.json()).root(), null)) {
      int[] ids = small.encode(List.of("dabcd"), 100).getFirst().ids();
      assertThat(Arrays.stream(ids).mapToObj(small::token)).containsExactly("d", "abcd");
    }
  }

  @Test
  void keepsTheLowestScore() {
    String scores =
        "{'type':'Unigram','unk_id':0,'byte_fallback':false,'vocab':"
            + "[['?',0],['a',-3],['b',-3],['ab',-2],['rare',-90],['other',-4]]}";
    assertThat(kept(tokenizer(scores), "ab")).containsExactly("?", "a", "b", "ab", "rare");
  }

  @Test
  void refusesPiecesThatAreMarkedInsideOfWords() {
    String marked =
        "{'type':'BPE','continuing_subword_prefix':'##','vocab':{'a':0,'##b':1},'merges':[]}";
    assertThatThrownBy(() -> kept(tokenizer(marked), "a"))
        .hasMessageContaining("pieces begin with '##' inside of words");
  }
}
