// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.embed.TextTemplate.Filled;
import org.lyceum.embed.TextTemplate.Reading;
import org.lyceum.text.EncodeOptions;
import org.lyceum.text.Encoding;
import org.lyceum.text.Token;
import org.lyceum.text.TokenIds;
import org.lyceum.text.Tokenizer;

/**
 * Texts in templates as tokens. A text that is too long is cut at its end and put into the template
 * anew, so that what the model reads is the whole template around less text.
 *
 * @param tokenizer of the model
 * @param limit the most tokens of a row, special tokens included
 */
record TemplateTokens(Tokenizer tokenizer, int limit) {
  /**
   * Tokens of a filled template.
   *
   * @param pooled the row
   * @param ofText whether the text itself has a token
   */
  record Spanned(PooledTokens pooled, boolean ofText) {}

  /** Refuses a template that leaves no room for a text. */
  void requireFits(TextTemplate template) {
    int own = tokenizer.encode(template.fill("").text(), EncodeOptions.PLAIN).length();
    if (own + template.copies() > limit) {
      throw new IllegalArgumentException(
          "a template must leave room for a text, but it has %d tokens of the model's %d: %s; take a shorter one"
              .formatted(own, limit, template.fill("...").text()));
    }
  }

  /** A text in a template; the text is cut where the whole is too long. */
  Spanned of(TextTemplate template, String text) {
    String left = text;
    Filled filled = template.fill(left);
    Encoding row = tokenizer.encode(filled.text(), EncodeOptions.PLAIN);
    while (row.length() > limit) {
      if (left.isEmpty()) {
        throw new IllegalArgumentException(
            "a template must be shorter than the model's %d tokens, got %d"
                .formatted(limit, row.length()));
      }
      left = left.substring(0, shorter(template, filled, row));
      filled = template.fill(left);
      row = tokenizer.encode(filled.text(), EncodeOptions.PLAIN);
    }
    var ids = new TokenIds(row.ids(), row.typeIds(), left.length() < text.length());
    int[] copy = copy(row, filled);
    int[] span = span(template.reading(), row, filled);
    return new Spanned(new PooledTokens(ids, span[0], span[1]), copy[1] > copy[0]);
  }

  /** How many characters of the text may stay at most; fewer than there are. */
  private int shorter(TextTemplate template, Filled filled, Encoding row) {
    int[] copy = copy(row, filled);
    int excess = Math.ceilDiv(row.length() - limit, template.copies());
    int kept = copy[1] - copy[0] - excess;
    return kept <= 0
        ? 0
        : Math.max(0, row.tokens().get(copy[0] + kept).place().start() - filled.from());
  }

  /** First token and behind the last token that become the vector. */
  static int[] span(Reading reading, Encoding row, Filled filled) {
    int[] any = last(row, Token.Role.TEXT, Token.Role.FRAME);
    int[] ofTemplate = last(row, Token.Role.TEXT);
    return switch (reading) {
      case LAST_COPY -> first(copy(row, filled), ofTemplate, any);
      case END_OF_TEMPLATE -> first(ofTemplate, any);
      case END_OF_ROW -> any;
    };
  }

  /** The first that holds a token, else the last. */
  private static int[] first(int[]... spans) {
    return Arrays.stream(spans)
        .filter(span -> span[1] > span[0])
        .findFirst()
        .orElse(spans[spans.length - 1]);
  }

  /** The last token of some roles; nothing where there is none. */
  private static int[] last(Encoding row, Token.Role... roles) {
    var wanted = List.of(roles);
    for (int i = row.length() - 1; i >= 0; i--) {
      if (wanted.contains(row.tokens().get(i).role())) {
        return new int[] {i, i + 1};
      }
    }
    return new int[] {0, 0};
  }

  /** The tokens that hold a character of the last copy of the text. */
  private static int[] copy(Encoding row, Filled filled) {
    int[] held =
        IntStream.range(0, row.length()).filter(i -> holds(row.tokens().get(i), filled)).toArray();
    return held.length == 0 ? new int[] {0, 0} : new int[] {held[0], held[held.length - 1] + 1};
  }

  private static boolean holds(Token token, Filled filled) {
    var place = token.place();
    return token.role() == Token.Role.TEXT
        && Math.max(place.start(), filled.from()) < Math.min(place.end(), filled.to());
  }
}
