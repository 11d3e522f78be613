// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Words around a text, and which tokens of the whole become its vector.
 *
 * @param parts what stands before the text, between its copies and behind it: one more than copies,
 *     so at least two
 * @param reading which tokens become the vector
 */
public record TextTemplate(List<String> parts, Reading reading) {
  /** Where a pattern wants the text. */
  public static final String SLOT = "{x}";

  private static final Pattern AT_SLOTS = Pattern.compile(Pattern.quote(SLOT));

  /** Which token states become the vector. */
  public enum Reading {
    /**
     * The last token of the filled template, such as an opening quote behind which the model would
     * write; not an end that the tokenizer puts behind every text.
     */
    END_OF_TEMPLATE,
    /** The last token of all, the tokenizer's end where it puts one, as trained models want it. */
    END_OF_ROW,
    /**
     * The mean over the tokens of the last copy of the text: neither the template nor the
     * tokenizer's start and end, whose states are very large in causal models.
     */
    LAST_COPY
  }

  /** Checks that there is a place for a text. */
  public TextTemplate {
    parts = List.copyOf(parts);
    if (parts.size() < 2) {
      throw new IllegalArgumentException(
          "a template must have a place for the text, %s, got '%s'"
              .formatted(SLOT, String.join("", parts)));
    }
  }

  /**
   * {@return the template of a pattern}
   *
   * @param pattern with {@link #SLOT} wherever the text stands, once or more
   * @param reading which tokens become the vector
   */
  public static TextTemplate of(String pattern, Reading reading) {
    return new TextTemplate(List.of(AT_SLOTS.split(pattern, -1)), reading);
  }

  /** {@return how often it holds the text} */
  public int copies() {
    return parts.size() - 1;
  }

  /**
   * {@return the template with a text in it}
   *
   * @param text any text, the empty one too; taken as it is, also where it looks like a slot
   */
  public Filled fill(String text) {
    var whole = new StringBuilder(parts.getFirst());
    var starts = new ArrayList<Integer>();
    for (String part : parts.subList(1, parts.size())) {
      starts.add(whole.length());
      whole.append(text).append(part);
    }
    int last = starts.getLast();
    return new Filled(whole.toString(), last, last + text.length());
  }

  /**
   * A template with a text in it.
   *
   * @param text the whole
   * @param from where the last copy of the text begins, in UTF-16 units
   * @param to where it ends, exclusive
   */
  public record Filled(String text, int from, int to) {}
}
