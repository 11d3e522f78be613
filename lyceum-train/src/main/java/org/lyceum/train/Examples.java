// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.data.LabeledText;
import org.lyceum.text.TokenIds;

/**
 * What a model is trained on: rows of texts, already tokenized. Column 0 is a text or query, column
 * 1 its positive, later ones hard negatives.
 */
public interface Examples {
  /** The label of a row that has none. */
  long NO_LABEL = LabeledText.NO_LABEL;

  /** {@return the number of rows} */
  int size();

  /** {@return the number of texts a row, 1 or more} */
  int columns();

  /**
   * {@return the tokens of one text}
   *
   * @param row 0 to {@link #size} - 1
   * @param column 0 to {@link #columns} - 1
   */
  TokenIds tokens(int row, int column);

  /**
   * {@return a number that is the same for equal texts and, but for chance, for no others}
   *
   * @param row 0 to {@link #size} - 1
   * @param column 0 to {@link #columns} - 1
   */
  long identity(int row, int column);

  /**
   * {@return a number that is the same for rows of one class or meaning, or {@link #NO_LABEL}}
   *
   * @param row 0 to {@link #size} - 1
   */
  default long label(int row) {
    return NO_LABEL;
  }

  /** {@return the width of the teacher's embeddings, 0 without a teacher} */
  int teacherWidth();

  /**
   * {@return the teacher's embedding of one text, or null without a teacher}
   *
   * @param row 0 to {@link #size} - 1
   * @param column 0 to {@link #columns} - 1
   */
  float @Nullable [] teacher(int row, int column);

  /**
   * Takes what a guide made of texts, so that nobody need compute it again.
   *
   * @param rows of the texts
   * @param column of the texts
   * @param vectors the guide's, in the order of the rows
   */
  default void taught(int[] rows, int column, List<float[]> vectors) {}

  /**
   * {@return a name of what the rows were made from, by which a checkpoint knows its data again;
   * tokens, identities and labels speak for themselves}
   */
  String fingerprint();
}
