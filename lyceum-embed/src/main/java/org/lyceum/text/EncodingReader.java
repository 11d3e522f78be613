// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Reads what the native library found into an {@link Encoding}, with offsets of Java strings. */
final class EncodingReader {
  private final TokenizerJson vocabulary;
  private final int[][] indices;

  EncodingReader(TokenizerJson vocabulary, TextPair texts) {
    this.vocabulary = vocabulary;
    String second = texts.second();
    indices =
        new int[][] {Utf16.indices(texts.first()), Utf16.indices(second == null ? "" : second)};
  }

  Encoding read(NativeTokenizer.Encoded encoded) {
    int[] ids = encoded.ids();
    int[] types = encoded.types();
    int[] words = encoded.words();
    int[] sequences = encoded.sequences();
    int[] specials = encoded.specials();
    @Nullable CharSpan[] spans = encoded.spans();
    var tokens = new ArrayList<Token>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      String piece = vocabulary.token(ids[i]);
      tokens.add(
          new Token(
              ids[i],
              piece == null ? "" : piece,
              types[i],
              specials[i] == 1 ? Token.Role.FRAME : Token.Role.TEXT,
              place(sequences[i], words[i], spans[i])));
    }
    return new Encoding(tokens, false);
  }

  private Token.Place place(int sequence, int word, @Nullable CharSpan span) {
    return sequence < 0 || span == null
        ? Token.Place.NOWHERE
        : new Token.Place(
            sequence, word, indices[sequence][span.getStart()], indices[sequence][span.getEnd()]);
  }
}
