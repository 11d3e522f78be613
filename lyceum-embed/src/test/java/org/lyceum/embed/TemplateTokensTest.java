// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.embed.TextTemplate.Filled;
import org.lyceum.embed.TextTemplate.Reading;
import org.lyceum.text.EncodeOptions;
import org.lyceum.text.Encoding;
import org.lyceum.text.Padding;
import org.lyceum.text.Token;
import org.lyceum.text.Tokenizer;

class TemplateTokensTest {
  private static final TextTemplate EOL = Technique.promptEol().query().getFirst();
  private static final TextTemplate ECHO = Technique.echo().query().getFirst();

  private static Tokenizer tokenizer(String family) {
    return Tokenizer.open(
        GoldenFiles.path("encoders/" + family + "/tokenizer.json").resolveSibling(""));
  }

  private static Token text(int id, int start, int end) {
    return new Token(id, "", 0, Token.Role.TEXT, new Token.Place(0, 0, start, end));
  }

  private static Token other(int id, Token.Role role) {
    return new Token(id, "", 0, role, Token.Place.NOWHERE);
  }

  /** "é ab é ab" with padding on the left, a start and an end; é is two tokens, as bytes are. */
  private static Encoding row() {
    return new Encoding(
        List.of(
            other(0, Token.Role.PADDING),
            other(0, Token.Role.PADDING),
            other(1, Token.Role.FRAME),
            text(7, 0, 1),
            text(8, 0, 1),
            text(9, 1, 4),
            text(5, 4, 6), // a blank and the first byte of the second copy
            text(8, 5, 6),
            text(9, 6, 9),
            text(6, 9, 10),
            other(2, Token.Role.FRAME)),
        false);
  }

  @Test
  void readsTheTokensThatItsReadingSays() {
    // the second copy is characters 5..9, so tokens 6 (half of it), 7 and 8
    var filled = new Filled("é ab é ab.", 5, 9);
    assertThat(TemplateTokens.span(Reading.LAST_COPY, row(), filled)).containsExactly(6, 9);
    assertThat(TemplateTokens.span(Reading.END_OF_TEMPLATE, row(), filled)).containsExactly(9, 10);
    assertThat(TemplateTokens.span(Reading.END_OF_ROW, row(), filled)).containsExactly(10, 11);
  }

  @Test
  void readsTheTemplateWhereTheTextHasNoToken() {
    var none = new Filled("é ab ", 5, 5);
    assertThat(TemplateTokens.span(Reading.LAST_COPY, row(), none)).containsExactly(9, 10);
    var frame =
        new Encoding(List.of(other(1, Token.Role.FRAME), other(2, Token.Role.FRAME)), false);
    for (Reading reading : Reading.values()) {
      assertThat(TemplateTokens.span(reading, frame, none)).containsExactly(1, 2);
    }
    var nothing = new Encoding(List.of(), false);
    assertThat(TemplateTokens.span(Reading.LAST_COPY, nothing, none)).containsExactly(0, 0);
  }

  /** What was cut and what was not: the tokens of both halves of an echo are the same. */
  @ParameterizedTest
  @CsvSource({"llama,1,0", "llama3,1,0", "qwen3,0,1", "gemma3,1,1", "phi3,1,0", "gpt2,0,0"})
  void beginsAtTheFirstTokenOfTheSecondCopy(String family, int start, int end) {
    try (var tokenizer = tokenizer(family)) {
      for (String text : List.of("a small dog", "the café 😀 barks", "日本語")) {
        PooledTokens row = new TemplateTokens(tokenizer, 1000).of(ECHO, text).pooled();
        int[] ids = row.tokens().ids();
        assertThat(row.to()).as("%s", text).isEqualTo(ids.length - end);
        // all that stands before the copy is as it is without the copy
        String before = ECHO.parts().get(0) + text + ECHO.parts().get(1).stripTrailing();
        int[] head = tokenizer.encodeWithoutSpecials(List.of(before)).getFirst().ids();
        int[] gap = Arrays.copyOfRange(ids, start + head.length, row.from());
        assertThat(Arrays.copyOfRange(ids, start, start + head.length)).isEqualTo(head);
        assertThat(tokenizer.decode(gap, true)).isBlank();
        assertThat(tokenizer.decode(Arrays.copyOfRange(ids, row.from(), row.to()), true).strip())
            .isEqualTo(text);
      }
    }
  }

  @Test
  void findsTheCopyBehindPaddingToo() {
    try (var tokenizer = tokenizer("llama")) {
      var filled = ECHO.fill("a small dog");
      var plain = tokenizer.encode(filled.text(), EncodeOptions.PLAIN);
      var padded =
          tokenizer.encode(
              filled.text(), EncodeOptions.PLAIN.padded(Padding.to(plain.length() + 5)));
      assertThat(padded.attentionMask()).startsWith(0, 0, 0, 0, 0, 1); // on the left
      int[] alone = TemplateTokens.span(Reading.LAST_COPY, plain, filled);
      int[] shifted = TemplateTokens.span(Reading.LAST_COPY, padded, filled);
      assertThat(shifted).containsExactly(alone[0] + 5, alone[1] + 5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "llama3", "qwen3", "gemma3", "gpt2", "bert"})
  void cutsTheTextAndNeverTheTemplate(String family) {
    try (var tokenizer = tokenizer(family)) {
      String text = "the café 😀 barks at 日本語 ".repeat(30);
      for (int limit = 60; limit < 75; limit++) {
        var tokens = new TemplateTokens(tokenizer, limit);
        PooledTokens row = tokens.of(EOL, text).pooled();
        assertThat(row.tokens().truncated()).isTrue();
        assertThat(row.tokens().length()).isBetween(limit - 10, limit);
        // the row is that of the whole template around some beginning of the text
        var rows = new ArrayList<int[]>();
        for (int i = 1; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
          rows.add(
              tokenizer.encode(EOL.fill(text.substring(0, i)).text(), EncodeOptions.PLAIN).ids());
          if (rows.getLast().length > limit + 10) {
            break;
          }
        }
        assertThat(rows).contains(row.tokens().ids());
      }
    }
  }

  @Test
  void cutsBothCopiesOfAnEchoAlike() {
    try (var tokenizer = tokenizer("llama")) {
      String text = "a small dog barks at the moon ".repeat(40);
      PooledTokens row = new TemplateTokens(tokenizer, 100).of(ECHO, text).pooled();
      assertThat(row.tokens().length()).isBetween(90, 100);
      String whole = tokenizer.decode(row.tokens().ids(), true);
      String second = whole.substring(whole.indexOf("rewritten sentence: ") + 20);
      assertThat(text).startsWith(second);
      assertThat(whole).contains("Rewrite the sentence: " + second + ", rewritten");
    }
  }

  @Test
  void saysWhetherTheTextHasAToken() {
    try (var tokenizer = tokenizer("llama")) {
      var tokens = new TemplateTokens(tokenizer, 100);
      assertThat(tokens.of(EOL, "").ofText()).isFalse();
      assertThat(tokens.of(EOL, "").pooled().tokens().truncated()).isFalse();
      assertThat(tokens.of(EOL, "a").ofText()).isTrue();
    }
  }

  @Test
  void refusesATemplateWithoutRoomForAText() {
    try (var tokenizer = tokenizer("llama")) {
      int own = tokenizer.encode(EOL.fill("").text(), EncodeOptions.PLAIN).length();
      new TemplateTokens(tokenizer, own + 1).requireFits(EOL);
      assertThatThrownBy(() -> new TemplateTokens(tokenizer, own).requireFits(EOL))
          .hasMessageContaining("must leave room for a text, but it has %d tokens".formatted(own));
    }
  }
}
