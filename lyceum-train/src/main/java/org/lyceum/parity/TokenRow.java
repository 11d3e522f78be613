// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lyceum.text.Encoding;
import org.lyceum.text.TextPair;
import org.lyceum.text.Token;

/** An encoding as {@code tokens.json} writes it: offsets in code points, no word as null. */
final class TokenRow {
  private TokenRow() {}

  static ObjectNode of(TextPair texts, Encoding encoding) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.set("ids", array(encoding.ids()));
    row.set("mask", array(encoding.attentionMask()));
    row.set("types", array(encoding.typeIds()));
    row.set("offsets", offsets(texts, encoding));
    row.set("special", array(encoding.specialTokensMask()));
    row.set("words", words(encoding));
    ArrayNode pieces = row.putArray("tokens");
    encoding.pieces().forEach(pieces::add);
    return row;
  }

  static ArrayNode array(int[] values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int value : values) {
      array.add(value);
    }
    return array;
  }

  private static ArrayNode offsets(TextPair texts, Encoding encoding) {
    ArrayNode offsets = JsonNodeFactory.instance.arrayNode();
    String second = texts.second();
    for (Token token : encoding.tokens()) {
      Token.Place place = token.place();
      String text = place.sequence() == 1 && second != null ? second : texts.first();
      offsets
          .addArray()
          .add(text.codePointCount(0, place.start()))
          .add(text.codePointCount(0, place.end()));
    }
    return offsets;
  }

  private static ArrayNode words(Encoding encoding) {
    ArrayNode words = JsonNodeFactory.instance.arrayNode();
    for (int word : encoding.wordIds()) {
      if (word < 0) {
        words.addNull();
      } else {
        words.add(word);
      }
    }
    return words;
  }
}
