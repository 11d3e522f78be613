// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.GoldenFiles;
import org.lyceum.tensor.Seed;

/** Every comparison is with the native library, which is the reference. */
class FastWordPieceTest {
  private static ObjectNode bert() {
    return (ObjectNode) GoldenFiles.json("encoders/bert/tokenizer.json");
  }

  /** The same tokenizer with each character of the basic plane in its vocabulary, twice. */
  private static ObjectNode everyCharacter(boolean lower, boolean strip) {
    var root = bert();
    ObjectNode vocabulary = JsonNodeFactory.instance.objectNode();
    root.path("added_tokens")
        .forEach(t -> vocabulary.put(t.path("content").asText(), t.path("id").asInt()));
    for (char c = 1; c < 0xFFFF; c++) {
      if (!Character.isSurrogate(c)) {
        vocabulary.put(String.valueOf(c), vocabulary.size());
        vocabulary.put("##" + c, vocabulary.size());
      }
    }
    ((ObjectNode) root.get("model")).set("vocab", vocabulary);
    ((ObjectNode) root.get("normalizer")).put("lowercase", lower).put("strip_accents", strip);
    return root;
  }

  private static int[] fast(FastWordPiece words, String text) {
    var buffer = new TokenBuffer();
    return words.append(text, buffer)
        ? IntStream.range(0, buffer.size()).map(buffer::get).toArray()
        : new int[] {-1};
  }

  private static List<TokenIds> natively(Tokenizer tokenizer, List<String> texts) {
    return tokenizer.encodeNatively(texts, Integer.MAX_VALUE, false, false);
  }

  /** Compares where the fast way takes the text; the texts it takes. */
  private static long agrees(FastWordPiece words, Tokenizer tokenizer, List<String> texts) {
    var wanted = natively(tokenizer, texts);
    long taken = 0;
    for (int i = 0; i < texts.size(); i++) {
      int[] found = fast(words, texts.get(i));
      if (found.length != 1 || found[0] != -1) {
        taken++;
        if (!Arrays.equals(found, wanted.get(i).ids())) {
          assertThat(found).as("ids of '%s'", texts.get(i)).containsExactly(wanted.get(i).ids());
        }
      }
    }
    return taken;
  }

  @ParameterizedTest
  @CsvSource({"true,true", "false,false", "true,false", "false,true"})
  void treatsEveryCharacterItTakesAsTheLibraryDoes(boolean lower, boolean strip) {
    var root = everyCharacter(lower, strip);
    var words = FastWordPiece.of(root).orElseThrow();
    try (var tokenizer = Tokenizer.of("every character", root, null)) {
      var texts =
          IntStream.range(0, 0xFFFF)
              .filter(c -> !Character.isSurrogate((char) c))
              .mapToObj(c -> "a" + (char) c + "b")
              .toList();
      assertThat(agrees(words, tokenizer, texts)).isGreaterThan(43_000);
    }
  }

  /**
   * A million texts of one to six scripts each: words of characters of one block, with blanks,
   * marks and punctuation between. Minutes, because the library is slow; so it runs with the
   * checks.
   */
  @Test
  @Tag("long")
  void agreesOnAMillionRandomStringsOfAllScripts() {
    var root = everyCharacter(true, true);
    var words = FastWordPiece.of(root).orElseThrow();
    var random = new Seed(9).stream("scripts");
    long taken = 0;
    try (var tokenizer = Tokenizer.of("every character", root, null)) {
      for (int chunk = 0; chunk < 100; chunk++) {
        taken +=
            agrees(words, tokenizer, Stream.generate(() -> mixed(random)).limit(10_000).toList());
      }
    }
    assertThat(taken).isGreaterThan(300_000);
  }

  private static String mixed(RandomGenerator random) {
    var text = new StringBuilder();
    for (int n = 1 + random.nextInt(6); n > 0; n--) {
      int block =
          0x80
              * switch (random.nextInt(40)) {
                case 0 -> random.nextInt(0x400); // anything, emoji and rare scripts too
                case 1, 2, 3 -> random.nextInt(0x40); // scripts with letters
                case 4, 5, 6, 7 -> random.nextInt(0x9C, 0x1AF); // Chinese, Korean
                default -> random.nextInt(0x0B); // Latin to Hebrew
              };
      for (int length = 1 + random.nextInt(8); length > 0; length--) {
        int character = block + random.nextInt(0x80);
        if (Character.isDefined(character) && Character.getType(character) != Character.SURROGATE) {
          text.appendCodePoint(character);
        }
      }
      text.append(" .,-'\n\u0301".charAt(random.nextInt(7)));
    }
    return text.toString();
  }

  @Test
  void agreesOnRandomMixtures() {
    var words = FastWordPiece.of(bert()).orElseThrow();
    var random = new Seed(7).stream("mixtures");
    var alphabet = "aAeEéÉñßİıΣσς studenTtheqingx  \t\n.,'-[]#\u0301\u200b\u4e2d\uac00\u00ad0123";
    try (var tokenizer = Tokenizer.open(GoldenFiles.path("encoders/bert"))) {
      var texts =
          Stream.generate(
                  () ->
                      random
                          .ints(random.nextInt(40), 0, alphabet.length())
                          .mapToObj(i -> alphabet.substring(i, i + 1))
                          .collect(Collectors.joining()))
              .limit(5_000)
              .toList();
      assertThat(agrees(words, tokenizer, texts)).isEqualTo(5_000);
    }
  }

  @Test
  void agreesOnWordsAroundTheLongestThatIsCut() {
    var words = FastWordPiece.of(bert()).orElseThrow();
    try (var tokenizer = Tokenizer.open(GoldenFiles.path("encoders/bert"))) {
      var texts = Stream.of(99, 100, 101, 500).map("e"::repeat).toList();
      assertThat(agrees(words, tokenizer, texts)).isEqualTo(4);
    }
  }

  @Test
  void leavesToTheLibraryWhatOnlyItKnows() {
    var words = FastWordPiece.of(bert()).orElseThrow();
    var buffer = new TokenBuffer();
    words.append("the", buffer);
    int before = buffer.size();
    for (String text : List.of("a [MASK] b", "smile \ud83d\ude00", "\u0d9a", "\ud800")) {
      assertThat(words.append(text, buffer)).as(text).isFalse();
      assertThat(buffer.size()).isEqualTo(before);
    }
  }

  @Test
  void doesNotStandInForOtherTokenizers() {
    var lower = bert();
    ((ObjectNode) lower.get("normalizer")).put("type", "Lowercase");
    var stripped = bert();
    ((ObjectNode) stripped.path("added_tokens").get(4)).put("lstrip", true);
    for (JsonNode other :
        List.of(lower, stripped, GoldenFiles.json("encoders/roberta/tokenizer.json"))) {
      assertThat(FastWordPiece.of(other)).isEmpty();
    }
  }

  @Test
  void agreesOnTheTextsOnWhichTokenizersAreKnownToDiffer() throws IOException {
    var texts =
        Stream.of("regression-text_bert-base-uncased", "regression-text_bert-base-uncased_fails")
            .flatMap(name -> conformance(name).stream())
            .toList();
    try (var tokenizer = Tokenizer.of("uncased", uncased(), null)) {
      var words = FastWordPiece.of(uncased()).orElseThrow();
      assertThat(agrees(words, tokenizer, texts)).isGreaterThan(texts.size() * 3L / 4);
    }
  }

  private static ObjectNode uncased() {
    var root = bert();
    ObjectNode vocabulary = JsonNodeFactory.instance.objectNode();
    lines(data().resolve("co/huggingface/bert-base-uncased.txt"))
        .forEach(token -> vocabulary.put(token, vocabulary.size()));
    ((ObjectNode) root.get("model")).set("vocab", vocabulary);
    root.path("added_tokens")
        .forEach(
            t -> ((ObjectNode) t).put("id", vocabulary.path(t.path("content").asText()).asInt()));
    return root;
  }

  private static List<String> conformance(String name) {
    return lines(data().resolve("org/tribuo/util/tokens/impl/test/" + name + ".txt")).stream()
        .map(line -> line.split("\t", 2)[0])
        .toList();
  }

  private static Path data() {
    Path data =
        Optional.ofNullable(System.getenv("LYCEUM_DATA"))
            .map(Path::of)
            .orElseGet(() -> GoldenFiles.path("mining").resolve("../../data").normalize())
            .resolve("wordpiece-conformance");
    Assumptions.assumeTrue(
        Files.isDirectory(data), () -> data + " is missing; point LYCEUM_DATA at its folder");
    return data;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
