// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.List;

/**
 * A text, and which others mean the same.
 *
 * @param text the text
 * @param label equal ones are of texts that mean the same; {@link #NO_LABEL} is of a text of which
 *     nothing is known
 */
public record LabeledText(String text, long label) {
  /** The label of a text of which nothing is known. */
  public static final long NO_LABEL = -1;

  /**
   * {@return a text of which nothing is known}
   *
   * @param text the text
   */
  public static LabeledText unlabeled(String text) {
    return new LabeledText(text, NO_LABEL);
  }

  /**
   * {@return the texts alone}
   *
   * @param labeled in their order
   */
  public static List<String> texts(List<LabeledText> labeled) {
    return labeled.stream().map(LabeledText::text).toList();
  }

  /**
   * {@return the labels alone}
   *
   * @param labeled in their order
   */
  public static long[] labels(List<LabeledText> labeled) {
    return labeled.stream().mapToLong(LabeledText::label).toArray();
  }
}
