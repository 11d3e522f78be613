// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.tensor.DataException;

class DialogueTest {
  private static final Dialogue OPENAI = new Dialogue(Address.of("http://h/v1#m", ""));
  private static final Dialogue TEI = new Dialogue(Address.of("tei:http://h", ""));

  private static List<float[]> vectors(Dialogue dialogue, String answer) {
    return dialogue.reply(answer.replace('\'', '"').getBytes(UTF_8), 2).vectors();
  }

  @Test
  void asksAsEachApiWantsIt() {
    assertThat(OPENAI.request(List.of("a", "\"b\"")))
        .asString(UTF_8)
        .isEqualTo(
            "{\"input\":[\"a\",\"\\\"b\\\"\"],\"model\":\"m\",\"encoding_format\":\"float\"}");
    assertThat(TEI.request(List.of("a")))
        .asString(UTF_8)
        .isEqualTo("{\"inputs\":[\"a\"],\"truncate\":true}");
    assertThat(TEI.request(List.of("a\ud83db\ud83d\ude00"))) // half of a pair, and a pair
        .asString(UTF_8)
        .isEqualTo("{\"inputs\":[\"a?b\\uD83D\\uDE00\"],\"truncate\":true}");
  }

  @Test
  void putsVectorsInTheOrderOfTheTexts() {
    var answer = "{'data':[{'index':1,'embedding':[3,4]},{'index':0,'embedding':[1,2e0]}]}";
    assertThat(vectors(OPENAI, answer)).containsExactly(new float[] {1, 2}, new float[] {3, 4});
    assertThat(vectors(TEI, "[[1,2],[3,4]]"))
        .containsExactly(new float[] {1, 2}, new float[] {3, 4});
  }

  @Test
  void readsWhoAnsweredAndWhatItCounted() {
    var answer =
        "{'model':'m-v2','usage':{'prompt_tokens':7},'data':[{'index':0,'embedding':[1]}]}";
    var reply = OPENAI.reply(answer.replace('\'', '"').getBytes(UTF_8), 1);
    assertThat(reply.model()).isEqualTo("m-v2");
    assertThat(reply.tokens()).hasValue(7);
    var plain = TEI.reply("[[1]]".getBytes(UTF_8), 1);
    assertThat(plain.model()).isEmpty();
    assertThat(plain.tokens()).isEmpty();
  }

  @Test
  void readsBase64() {
    // 1.0f is 0x3f800000 and -2.0f is 0xc0000000, little-endian: 00 00 80 3f 00 00 00 c0
    var answer = "{'data':[{'index':0,'embedding':'AACAPwAAAMA='},{'index':1,'embedding':[5,6]}]}";
    assertThat(vectors(OPENAI, answer)).containsExactly(new float[] {1, -2}, new float[] {5, 6});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'data':[{'index':0,'embedding':[1]}]} | a vector for each text, got 1 for 2",
        "{'data':[{'index':0,'embedding':[1]},{'index':0,'embedding':[2]}]} | got 0 twice",
        "{'data':[{'index':0,'embedding':[1]},{'index':2,'embedding':[2]}]} | from 0 to 1 with each"
            + " vector, got 2",
        "{'data':[{'embedding':[1]},{'index':1,'embedding':[2]}]} | got none",
        "{'data':[{'index':0,'embedding':[NaN]},{'index':1,'embedding':[2]}]} | got NaN for text 0",
        "{'data':[{'index':0,'embedding':[1]},{'index':1,'embedding':[1e99]}]} | got Infinity",
        "{'data':[{'index':0,'embedding':[null]},{'index':1,'embedding':[2]}]} | must answer"
            + " numbers, got null",
        "{'data':[{'index':0,'embedding':'AAA='},{'index':1,'embedding':[2]}]} | 4 bytes a number",
        "{'data':[{'index':0,'embedding':'?'},{'index':1,'embedding':[2]}]} | must answer base64",
        "{'data':[{'index':0,'embedding':[]},{'index':1,'embedding':[2]}]} | got none for text 0",
        "{'data':[{'index':0},{'index':1,'embedding':[2]}]} | a list of numbers or base64",
        "{'hello':1} | an object with a list 'data', got {'hello':1}",
        "<html>hello</html> | must answer JSON, got 'hello'"
      })
  void refusesWhatIsNotAVectorForEachText(String answer, String message) {
    assertThatThrownBy(() -> vectors(OPENAI, answer))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("http://h/v1/embeddings: must answer ")
        .message()
        .contains(
            message.contains("{")
                ? message.replace('\'', '"').replace("\"data\"", "'data'")
                : message);
  }

  @Test
  void refusesAnotherShapeOfText() {
    assertThatThrownBy(() -> vectors(TEI, "{'data':[]}"))
        .hasMessageContaining("a list of vectors, got {\"data\":[]}");
    assertThatThrownBy(() -> vectors(TEI, "[[1,2]]")).hasMessageContaining("got 1 for 2");
  }
}
