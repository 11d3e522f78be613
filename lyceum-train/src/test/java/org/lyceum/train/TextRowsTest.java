// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.text.TokenIds;

class TextRowsTest {
  /** A token a character. */
  private static List<TokenIds> tokens(List<String> texts) {
    return texts.stream()
        .map(text -> new TokenIds(text.chars().toArray(), new int[text.length()], false))
        .toList();
  }

  @Test
  void leavesOutRowsWithATextOfNoTokens() {
    var rows =
        new TextRows(
            List.of(List.of("ab", "c"), List.of("", "d"), List.of("e", ""), List.of("f", "gh")),
            TextRowsTest::tokens);
    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.tokens(1, 0).ids()).containsExactly('f');
    assertThat(rows.tokens(1, 1).ids()).containsExactly('g', 'h');
    var alone = new TextRows(List.of(List.of("f", "gh")), TextRowsTest::tokens);
    assertThat(rows.identity(1, 1)).isEqualTo(alone.identity(0, 1));
  }

  @Test
  void refusesRowsOfWhichNothingIsLeft() {
    assertThatThrownBy(
            () -> new TextRows(List.of(List.of("", "a"), List.of("b", "")), TextRowsTest::tokens))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("texts have a token or more, got none among 2");
  }
}
