// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.folder.Prompt;
import org.lyceum.tensor.Seed;
import org.lyceum.text.EncodeOptions;
import org.lyceum.text.Tokenizer;

class PasskeyTest {
  private static Tokenizer tokenizer() {
    return Tokenizer.open(GoldenFiles.path("encoders/llama/tokenizer.json").resolveSibling(""));
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void fillsTheRoomAndHidesTheKeyAtItsDepth(int tokens) {
    try (var tokenizer = tokenizer()) {
      int sentence =
          tokenizer.encode("Rain fell on the roof all night. ", EncodeOptions.PLAIN).length();
      for (double depth : new double[] {0, 0.25, 0.5, 1}) {
        var hidden = Passkey.hide(tokenizer, tokens, depth, new Seed(tokens));
        int length = tokenizer.encode(hidden.prompt(), EncodeOptions.PLAIN).length();
        assertThat(length).isBetween(tokens - sentence - 1, tokens);
        assertThat(hidden.text().indexOf(hidden.key())).isEqualTo(hidden.at() + 16);
        assertThat(hidden.text().lastIndexOf(hidden.key())).isEqualTo(hidden.at() + 16);
        // the statement is one sentence of several, so that the depth is met to one of them
        int filler = hidden.text().length() - "The pass key is 12345. Remember it. ".length();
        assertThat(Math.abs(hidden.at() - depth * filler)).isLessThanOrEqualTo(34);
      }
      var first = Passkey.hide(tokenizer, tokens, 0, new Seed(1));
      assertThat(first.text()).startsWith("The pass key is " + first.key());
      var last = Passkey.hide(tokenizer, tokens, 1, new Seed(1));
      assertThat(last.prompt())
          .endsWith(last.key() + ". Remember it. What is the pass key? The pass key is");
    }
  }

  @Test
  void scoresWhatIsWritten() {
    var key = new Passkey("text", "12345", 0);
    assertThat(key.isIn(" 12345. The river")).isTrue();
    assertThat(key.isIn("12345")).isTrue();
    assertThat(key.isIn("123456")).isFalse();
    assertThat(key.isIn("the key 12345")).isFalse();
    var two = List.of(key, new Passkey("text", "67890", 0));
    assertThat(Passkey.written(two, prompt -> " 67890\n")).isEqualTo(0.5);
  }

  /** Reads so many characters: a text's vector has a mark for each key that it saw. */
  private record Reader(int characters) implements Embedder {
    @Override
    public String name() {
      return "reader";
    }

    @Override
    public String fingerprint() {
      return "reader";
    }

    @Override
    public int width() {
      return 10;
    }

    @Override
    public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
      return new Vectors(texts.stream().map(this::vector).toList(), List.of());
    }

    private float[] vector(String text) {
      float[] marks = new float[10];
      text.substring(0, Math.min(characters, text.length()))
          .chars()
          .filter(Character::isDigit)
          .forEach(digit -> marks[digit - '0']++);
      return marks;
    }

    @Override
    public void close() {}
  }

  @Test
  void scoresTextsThatAreFound() {
    // keys of different digits; the first two lie before character 100
    var keys = List.of("11111", "22233", "45454", "66677");
    var hidden =
        IntStream.range(0, 4)
            .mapToObj(i -> new Passkey("x".repeat(60 * i) + keys.get(i), keys.get(i), 60 * i))
            .toList();
    assertThat(Passkey.found(hidden, new Reader(1000))).isEqualTo(1);
    assertThat(Passkey.found(hidden, new Reader(100))).isEqualTo(0.5);
    assertThat(Passkey.found(hidden, new Reader(0))).isZero(); // all alike: none is found
    var twice = List.of(hidden.get(0), hidden.get(0));
    assertThatThrownBy(() -> Passkey.found(twice, new Reader(9)))
        .hasMessageContaining("keys must differ");
  }

  @Test
  void refusesWhatCannotBeHidden() {
    try (var tokenizer = tokenizer()) {
      assertThatThrownBy(() -> Passkey.hide(tokenizer, 10, 0.5, new Seed(1)))
          .hasMessageContaining("must have room for its key")
          .hasMessageContaining("got 10");
      assertThatThrownBy(() -> Passkey.hide(tokenizer, 100, 1.5, new Seed(1)))
          .hasMessageContaining("depth must lie in 0..1, got 1.5");
    }
    assertThatThrownBy(() -> Passkey.written(List.of(), prompt -> ""))
        .hasMessageContaining("must be a key to find");
  }
}
