// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What a tokenizer makes of a text or a pair of texts, with where each token comes from.
 *
 * @param tokens in the order in which the model reads them
 * @param truncated whether tokens of the text were cut off
 */
public record Encoding(List<Token> tokens, boolean truncated) {
  /** Copies the tokens. */
  public Encoding {
    tokens = List.copyOf(tokens);
  }

  /** {@return the number of tokens, padding included} */
  public int length() {
    return tokens.size();
  }

  /** {@return the vocabulary ids} */
  public int[] ids() {
    return each(Token::id);
  }

  /** {@return 1 for each token, 0 for padding} */
  public int[] attentionMask() {
    return each(token -> token.role() == Token.Role.PADDING ? 0 : 1);
  }

  /** {@return the segment of each token} */
  public int[] typeIds() {
    return each(Token::type);
  }

  /** {@return 1 for what is not from the text: the frame and padding} */
  public int[] specialTokensMask() {
    return each(token -> token.role() == Token.Role.TEXT ? 0 : 1);
  }

  /** {@return the word of each token in its text, from 0; -1 for what is in none} */
  public int[] wordIds() {
    return each(token -> token.place().word());
  }

  /** {@return where each token starts in its text, in UTF-16 units; 0 for what is in none} */
  public int[] starts() {
    return each(token -> token.place().start());
  }

  /** {@return where each token ends in its text, exclusive, in UTF-16 units} */
  public int[] ends() {
    return each(token -> token.place().end());
  }

  /** {@return the vocabulary's entry of each token} */
  public List<String> pieces() {
    return tokens.stream().map(Token::piece).toList();
  }

  private int[] each(ToIntFunction<Token> value) {
    return tokens.stream().mapToInt(value).toArray();
  }
}
