// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.text.Truncation.Strategy;

/**
 * Encodings by a vocabulary of twelve tokens: [PAD] 0, [UNK] 1, [CLS] 2, [SEP] 3, [MASK] 4, a 5, b
 * 6, c 7, d 8, ##e 9, 😀 10, 🎉 11.
 */
class EncodingTest {
  private static final String VOCABULARY =
      "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\nc\nd\n##e\n😀\n🎉\n";

  @TempDir Path folder;
  private Tokenizer tokenizer;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(folder.resolve("vocab.txt"), VOCABULARY);
    tokenizer = Tokenizer.open(folder);
  }

  @AfterEach
  void close() {
    tokenizer.close();
  }

  private Tokenizer with(String settings) throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), settings);
    return Tokenizer.open(folder);
  }

  private static EncodeOptions cut(int limit, Strategy strategy, Side side) {
    return EncodeOptions.PLAIN.truncated(new Truncation(limit, strategy, side));
  }

  @Test
  void saysWhereEachTokenComesFrom() {
    // [CLS] a b ##e [SEP]: 'be' is one word of two tokens at 2 to 4
    var encoding = tokenizer.encode("a be", EncodeOptions.PLAIN);
    assertThat(encoding.ids()).containsExactly(2, 5, 6, 9, 3);
    assertThat(encoding.pieces()).containsExactly("[CLS]", "a", "b", "##e", "[SEP]");
    assertThat(encoding.attentionMask()).containsExactly(1, 1, 1, 1, 1);
    assertThat(encoding.specialTokensMask()).containsExactly(1, 0, 0, 0, 1);
    assertThat(encoding.wordIds()).containsExactly(-1, 0, 1, 1, -1);
    assertThat(encoding.starts()).containsExactly(0, 0, 2, 3, 0);
    assertThat(encoding.ends()).containsExactly(0, 1, 3, 4, 0);
    assertThat(encoding.truncated()).isFalse();
  }

  @Test
  void countsOffsetsInUnitsOfTheJavaString() {
    // each of these pictures is one code point and two chars
    String text = "😀 a 🎉 b";
    var encoding = tokenizer.encode(text, EncodeOptions.PLAIN.withoutSpecialTokens());
    assertThat(encoding.ids()).containsExactly(10, 5, 11, 6);
    assertThat(encoding.starts()).containsExactly(0, 3, 5, 8);
    assertThat(encoding.ends()).containsExactly(2, 4, 7, 9);
    assertThat(encoding.tokens())
        .allSatisfy(
            token ->
                assertThat(text.substring(token.place().start(), token.place().end()))
                    .isEqualTo(token.piece()));
  }

  @Test
  void countsEachTextOfAPairByItself() {
    var encoding = tokenizer.encode("😀 a", "🎉 b", EncodeOptions.PLAIN);
    assertThat(encoding.ids()).containsExactly(2, 10, 5, 3, 11, 6, 3);
    assertThat(encoding.typeIds()).containsExactly(0, 0, 0, 0, 1, 1, 1);
    assertThat(encoding.starts()).containsExactly(0, 0, 3, 0, 0, 3, 0);
    assertThat(encoding.ends()).containsExactly(0, 2, 4, 0, 2, 4, 0);
    assertThat(encoding.tokens().stream().map(t -> t.place().sequence()))
        .containsExactly(-1, 0, 0, -1, 1, 1, -1);
  }

  /** One half alone is no character; it must not spoil the whole pictures around it. */
  @Test
  void takesHalvesOfSurrogatePairsForUnknownCharacters() {
    String text = "😀 \ud83d 🎉";
    var encoding = tokenizer.encode(text, EncodeOptions.PLAIN.withoutSpecialTokens());
    // BERT's normalizer drops the replacement character
    assertThat(encoding.ids()).containsExactly(10, 11);
    assertThat(encoding.starts()).containsExactly(0, 5);
    assertThat(encoding.ends()).containsExactly(2, 7);
  }

  @Test
  void takesASpecialTokenInTheTextForText() {
    var encoding = tokenizer.encode("a [MASK] b", EncodeOptions.PLAIN);
    assertThat(encoding.ids()).containsExactly(2, 5, 4, 6, 3);
    assertThat(encoding.specialTokensMask()).containsExactly(1, 0, 0, 0, 1);
  }

  @Test
  void framesTheEmptyText() {
    assertThat(tokenizer.encode("", EncodeOptions.PLAIN).ids()).containsExactly(2, 3);
    assertThat(tokenizer.encode("", "", EncodeOptions.PLAIN).ids()).containsExactly(2, 3);
    assertThat(tokenizer.encode("a", "", EncodeOptions.PLAIN).ids()).containsExactly(2, 5, 3);
    var batch = List.of(new TextPair("a", ""), new TextPair("", "a"));
    assertThat(tokenizer.encode(batch, EncodeOptions.PLAIN).stream().map(Encoding::ids))
        .containsExactly(new int[] {2, 5, 3, 3}, new int[] {2, 3, 5, 3});
    assertThat(tokenizer.encode("", EncodeOptions.PLAIN.withoutSpecialTokens()).length()).isZero();
  }

  @Test
  void cutsTheEndAndKeepsTheFrame() {
    var cut = tokenizer.encode("a b c d", EncodeOptions.PLAIN.truncatedTo(4));
    assertThat(cut.ids()).containsExactly(2, 5, 6, 3);
    assertThat(cut.truncated()).isTrue();
    assertThat(tokenizer.encode("a b", EncodeOptions.PLAIN.truncatedTo(4)).truncated()).isFalse();
  }

  @Test
  void cutsTheStartWhereAsked() {
    var left = cut(4, Strategy.LONGEST_FIRST, Side.LEFT);
    assertThat(tokenizer.encode("a b c d", left).ids()).containsExactly(2, 7, 8, 3);
  }

  @Test
  void cutsTheStartWhereTheFolderSaysSo() throws IOException {
    try (var left = with("{\"truncation_side\": \"left\"}")) {
      assertThat(left.truncationSide()).isEqualTo(Side.LEFT);
      assertThat(left.encode("a b c d", EncodeOptions.PLAIN.truncatedTo(4)).ids())
          .containsExactly(2, 7, 8, 3);
      assertThat(left.encode(List.of("a b c d"), 4).getFirst().ids()).containsExactly(2, 7, 8, 3);
    }
  }

  @Test
  void cutsTheLongerTextOfAPairFirst() {
    // three special tokens; of 4 left, 'a' keeps its one and the other 3
    var options = EncodeOptions.PLAIN.truncatedTo(7);
    assertThat(tokenizer.encode("a", "a b c d", options).ids())
        .containsExactly(2, 5, 3, 5, 6, 7, 3);
    assertThat(tokenizer.encode("a b c d", "a", options).ids())
        .containsExactly(2, 5, 6, 7, 3, 5, 3);
  }

  @Test
  void givesTheOddTokenToTheLongerText() {
    // 5 left for 4 and 3: two and a half each, the longer one gets the half; of equals the second
    var options = EncodeOptions.PLAIN.truncatedTo(8);
    assertThat(tokenizer.encode("a b c d", "a b c", options).ids())
        .containsExactly(2, 5, 6, 7, 3, 5, 6, 3);
    assertThat(tokenizer.encode("a b c", "a b c", options).ids())
        .containsExactly(2, 5, 6, 3, 5, 6, 7, 3);
  }

  @Test
  void cutsOneTextOfAPairAlone() {
    assertThat(tokenizer.encode("a b c", "a b", cut(6, Strategy.ONLY_FIRST, Side.RIGHT)).ids())
        .containsExactly(2, 5, 3, 5, 6, 3);
    assertThat(tokenizer.encode("a b", "a b c", cut(6, Strategy.ONLY_SECOND, Side.RIGHT)).ids())
        .containsExactly(2, 5, 6, 3, 5, 3);
  }

  @Test
  void leavesTheFrameAloneWhereNoRoomIsForText() {
    var options = cut(3, Strategy.ONLY_FIRST, Side.RIGHT);
    assertThat(tokenizer.encode("a b", "a b c", options).ids()).containsExactly(2, 3, 3);
  }

  @Test
  void refusesAStrategyThatCannotReachTheLimit() {
    // 3 special tokens and 3 of the second text leave nothing of 6 for the first
    assertThatThrownBy(
            () -> tokenizer.encode("a b", "a b c", cut(6, Strategy.ONLY_FIRST, Side.RIGHT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ONLY_FIRST must leave a token of the first text")
        .hasMessageContaining("it has 2")
        .hasMessageContaining("limit of 6");
    assertThatThrownBy(() -> tokenizer.encode("a b", cut(3, Strategy.ONLY_SECOND, Side.RIGHT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ONLY_SECOND must leave a token of the second text");
  }

  @Test
  void refusesALimitBelowTheFrame() {
    assertThatThrownBy(() -> tokenizer.encode("a", EncodeOptions.PLAIN.truncatedTo(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("limit must be at least the 2 special tokens, got 1");
    assertThatThrownBy(() -> EncodeOptions.PLAIN.truncatedTo(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("limit must be 0 or more, got -1");
  }

  @Test
  void fillsUpToTheLongestRow() {
    var texts = List.of(TextPair.single("a"), TextPair.single("a b c"));
    var rows = tokenizer.encode(texts, EncodeOptions.PLAIN.padded(Padding.LONGEST));
    assertThat(rows.get(0).ids()).containsExactly(2, 5, 3, 0, 0);
    assertThat(rows.get(0).attentionMask()).containsExactly(1, 1, 1, 0, 0);
    assertThat(rows.get(0).specialTokensMask()).containsExactly(1, 0, 1, 1, 1);
    assertThat(rows.get(0).wordIds()).containsExactly(-1, 0, -1, -1, -1);
    assertThat(rows.get(1).ids()).containsExactly(2, 5, 6, 7, 3);
  }

  @Test
  void fillsUpOnTheLeft() {
    var left = EncodeOptions.PLAIN.padded(Padding.to(5).on(Side.LEFT));
    var row = tokenizer.encode("a", left);
    assertThat(row.ids()).containsExactly(0, 0, 2, 5, 3);
    assertThat(row.attentionMask()).containsExactly(0, 0, 1, 1, 1);
    assertThat(row.starts()).containsExactly(0, 0, 0, 0, 0);
    assertThat(row.ends()).containsExactly(0, 0, 0, 1, 0);
  }

  @Test
  void fillsUpWhereTheFolderSaysSo() throws IOException {
    var options = EncodeOptions.PLAIN.padded(Padding.to(4));
    try (var left = with("{\"padding_side\": \"left\"}")) {
      assertThat(left.encode("a", options).ids()).containsExactly(0, 2, 5, 3);
    }
    assertThat(tokenizer.encode("a", options).ids()).containsExactly(2, 5, 3, 0);
  }

  @Test
  void fillsUpToAMultiple() {
    var options = EncodeOptions.PLAIN.padded(Padding.LONGEST.toMultipleOf(4));
    assertThat(tokenizer.encode("a", options).length()).isEqualTo(4);
    assertThat(tokenizer.encode("a b", options).length()).isEqualTo(4);
    assertThat(tokenizer.encode("a b c", options).length()).isEqualTo(8);
  }

  @Test
  void leavesARowThatIsLongerThanThePaddingWants() {
    var options = EncodeOptions.PLAIN.padded(Padding.to(3));
    assertThat(tokenizer.encode("a b", options).ids()).containsExactly(2, 5, 6, 3);
  }

  @Test
  void refusesPaddingThatIsNoLength() {
    assertThatThrownBy(() -> Padding.to(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Padding.LONGEST.toMultipleOf(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiple 1 or more");
  }

  @Test
  void cleansASplitTextOfItsSpaces() {
    assertThat(DecodedText.cleaned("do n't stop , he 's here . ok ? yes !"))
        .isEqualTo("don't stop, he's here. ok? yes!");
    assertThat(DecodedText.spaced("a</w>b</w>\u00a0", "</w>")).isEqualTo("a b");
  }
}
