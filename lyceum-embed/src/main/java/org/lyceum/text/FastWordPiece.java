// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * BERT's tokenizer in Java, many times as fast as a call into the native library a text. It stands
 * in for the native one only where it gives the same ids: {@link #of} takes only a {@code
 * tokenizer.json} of exactly this kind, and {@link #append} refuses a text with a character or a
 * special token that only the native library is trusted with.
 *
 * <p>Immutable; each thread brings its own {@link TokenBuffer}.
 */
final class FastWordPiece {
  private final WordPieceTrie trie;
  private final BertCharacters characters;
  private final int unknown;
  private final int longest;
  private final List<String> specials;
  private final char[] specialStarts;

  private FastWordPiece(JsonNode root, Map<String, Integer> vocabulary, List<String> specials) {
    var model = root.path("model");
    trie = new WordPieceTrie(vocabulary, model.path("continuing_subword_prefix").asText());
    unknown = vocabulary.getOrDefault(model.path("unk_token").asText(), 0);
    longest = model.path("max_input_chars_per_word").asInt();
    characters = characters(root.path("normalizer"));
    this.specials = specials;
    var starts = new StringBuilder();
    specials.stream().map(special -> special.substring(0, 1)).distinct().forEach(starts::append);
    specialStarts = starts.toString().toCharArray();
  }

  /**
   * {@return the tokenizer, if the file is one of exactly this kind}
   *
   * @param root a {@code tokenizer.json}
   */
  static Optional<FastWordPiece> of(JsonNode root) {
    var vocabulary = new HashMap<String, Integer>();
    root.path("model")
        .path("vocab")
        .properties()
        .forEach(e -> vocabulary.put(e.getKey(), e.getValue().asInt()));
    var specials = new ArrayList<String>();
    for (JsonNode token : root.path("added_tokens")) {
      if (!isPlainSpecial(token)) {
        return Optional.empty();
      }
      specials.add(token.path("content").asText());
    }
    return isBert(root, vocabulary)
        ? Optional.of(new FastWordPiece(root, vocabulary, List.copyOf(specials)))
        : Optional.empty();
  }

  /** Whether it is found in the raw text, wherever it stands, and nothing around it goes. */
  private static boolean isPlainSpecial(JsonNode token) {
    return token.path("special").asBoolean()
        && !token.path("normalized").asBoolean(true)
        && !token.path("single_word").asBoolean()
        && !token.path("lstrip").asBoolean()
        && !token.path("rstrip").asBoolean()
        && !token.path("content").asText().isEmpty();
  }

  private static boolean isBert(JsonNode root, Map<String, Integer> vocabulary) {
    var model = root.path("model");
    return root.path("normalizer").path("type").asText().equals("BertNormalizer")
        && root.path("pre_tokenizer").path("type").asText().equals("BertPreTokenizer")
        && isWordPiece(model)
        && vocabulary.containsKey(model.path("unk_token").asText());
  }

  /** Old files name no type; WordPiece alone has both of these. */
  private static boolean isWordPiece(JsonNode model) {
    return model.path("type").asText("WordPiece").equals("WordPiece")
        && model.path("max_input_chars_per_word").isInt()
        && !model.path("continuing_subword_prefix").asText().isEmpty();
  }

  private static BertCharacters characters(JsonNode normalizer) {
    boolean lower = normalizer.path("lowercase").asBoolean(true);
    return new BertCharacters(
        normalizer.path("clean_text").asBoolean(true),
        normalizer.path("handle_chinese_chars").asBoolean(true),
        normalizer.path("strip_accents").asBoolean(lower),
        lower);
  }

  /**
   * Appends the ids of a text, without special tokens around it.
   *
   * @param text any text
   * @param into where the ids go; as before if this returns false
   * @return false if this text must go to the native library
   */
  boolean append(String text, TokenBuffer into) {
    if (hasSpecial(text)) {
      return false;
    }
    char[] all = into.characters(text);
    int before = into.size();
    into.endWord();
    for (int i = 0; i < text.length(); i++) {
      if (!take(all[i], into)) {
        into.shrink(before);
        return false;
      }
    }
    finish(into);
    return true;
  }

  private boolean take(char c, TokenBuffer into) {
    switch (characters.kind(c)) {
      case BertCharacters.LETTER -> letter(c, into);
      case BertCharacters.SPACE -> finish(into);
      case BertCharacters.ALONE -> {
        finish(into);
        letter(c, into);
        finish(into);
      }
      case BertCharacters.DROPPED -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  private void letter(char c, TokenBuffer into) {
    char result = characters.single(c);
    if (result != 0) {
      into.letter(result);
    } else {
      String several = characters.several(c);
      for (int i = 0; i < several.length(); i++) {
        into.letter(several.charAt(i));
      }
    }
  }

  private void finish(TokenBuffer into) {
    int length = into.letters();
    if (length > 0) {
      if (length > longest || !trie.cut(into.word(), length, into)) {
        into.add(unknown);
      }
      into.endWord();
    }
  }

  private boolean hasSpecial(String text) {
    for (char start : specialStarts) {
      if (text.indexOf(start) >= 0) {
        return specials.stream().anyMatch(text::contains);
      }
    }
    return false;
  }
}
