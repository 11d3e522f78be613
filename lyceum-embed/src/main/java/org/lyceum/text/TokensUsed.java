// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which tokens texts are made of, and those on the way to a word that is not known in the end. */
final class TokensUsed {
  private TokensUsed() {}

  static void collect(Tokenizer tokenizer, List<String> texts, Set<Integer> into) {
    int unknown = tokenizer.unknownId().orElse(-1);
    for (String text : texts) {
      boolean known = true;
      for (int id : tokenizer.encode(List.of(text), Integer.MAX_VALUE).getFirst().ids()) {
        known &= id != unknown;
        into.add(id);
      }
      if (!known) {
        addBeginnings(tokenizer, text, unknown, into);
      }
    }
  }

  /**
   * A word that ends in something unknown is unknown as a whole, after its first pieces were found.
   * Those are the pieces of its beginnings.
   */
  private static void addBeginnings(
      Tokenizer tokenizer, String text, int unknown, Set<Integer> into) {
    var words = new TreeSet<String>();
    for (Token token : tokenizer.encode(text, EncodeOptions.PLAIN).tokens()) {
      if (token.id() == unknown && token.place().end() > token.place().start()) {
        words.add(text.substring(token.place().start(), token.place().end()));
      }
    }
    for (String word : words) {
      for (int end = 1; end <= word.length(); end++) {
        String beginning = Utf16.wellFormed(word.substring(0, end));
        for (TokenIds ids : tokenizer.encodeWithoutSpecials(List.of(beginning))) {
          for (int id : ids.ids()) {
            into.add(id);
          }
        }
      }
    }
  }
}
