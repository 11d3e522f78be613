// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "http://h:1/v1#m, OPENAI, http://h:1/v1/embeddings",
    "https://h/v1/embeddings#m, OPENAI, https://h/v1/embeddings",
    "openai:http://h:1#m, OPENAI, http://h:1/v1/embeddings",
    "OpenAI:http://h:1/api/#m, OPENAI, http://h:1/api/embeddings",
    "http://h:1/embed#m, TEI, http://h:1/embed",
    "tei:http://h:1/#m, TEI, http://h:1/embed"
  })
  void isReadFromAWord(String word, Api api, String uri) {
    var address = Address.of(word, "");
    assertThat(address.api()).isEqualTo(api);
    assertThat(address.uri()).hasToString(uri);
    assertThat(address.model()).isEqualTo("m");
    assertThat(Address.of(address.text(), "")).isEqualTo(address);
  }

  @Test
  void isNoNameAndNoFolder() {
    assertThat(Address.isOne("minilm-l6")).isFalse();
    assertThat(Address.isOne("./models/http")).isFalse();
    assertThat(Address.isOne("tei:http://h")).isTrue();
    assertThat(Address.isOne("HTTPS://h/v1")).isTrue();
  }

  @Test
  void isNamedByItsModelElseByItsHost() {
    assertThat(Address.of("http://h:1/v1", "other").name()).isEqualTo("other");
    assertThat(Address.of("tei:http://h:1", "").name()).isEqualTo("h:1");
    assertThat(Address.of("tei:http://h:1/x", "").info()).hasToString("http://h:1/x/info");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h:1/else#m",
        "openai:ftp://h#m",
        "openai:nowhere#m",
        "tei:http://",
        "http://h/v1",
        "tei:http://h/ x"
      })
  void isRefusedWhereItTellsTooLittle(String word) {
    assertThatThrownBy(() -> Address.of(word, "")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tei:http://me:secret@h:1", "http://h/v1?key=secret#m"})
  void refusesSecretsWithoutShowingThem(String word) {
    assertThatThrownBy(() -> Address.of(word, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a key goes into LYCEUM_API_KEY")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void keepsAKeyToItself() {
    var key = new ApiKey(" sk-1 ");
    assertThat(key).hasToString("(hidden)");
    assertThat(key.hiddenIn("no key sk-1 here")).isEqualTo("no key (hidden) here");
    assertThat(ApiKey.NONE.hiddenIn("text")).isEqualTo("text");
    assertThatThrownBy(() -> new ApiKey("sk\n1"))
        .hasMessage("LYCEUM_API_KEY must be visible ASCII without blanks, got something else");
  }

  @Test
  void neverShowsWhatStandsBeforeTheHost() {
    for (var word :
        new String[] {
          "tei:http://me:secret@my_host:3000",
          "tei:http://me:secret@a b",
          "openai:http://u:secret@h/v1#m"
        }) {
      assertThatThrownBy(() -> Address.of(word, ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("secret");
    }
  }
}
