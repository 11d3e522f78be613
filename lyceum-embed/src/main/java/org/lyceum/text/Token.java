// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

/**
 * One token of an {@link Encoding}.
 *
 * @param id in the vocabulary
 * @param piece the vocabulary's entry of that id, such as {@code ##ing}
 * @param type which segment it counts to, as the tokenizer says, also where the model takes no
 *     types
 * @param role why it is there
 * @param place what of the text it stands for
 */
public record Token(int id, String piece, int type, Role role, Place place) {
  /** Why a token is there. */
  public enum Role {
    /** Found in the text, be it a special token that is written there. */
    TEXT,
    /** Put around the text by the tokenizer, such as a start or an end. */
    FRAME,
    /** Fills the row up; not to be attended to. */
    PADDING
  }

  /**
   * What of a text a token stands for.
   *
   * @param sequence 0 for the first text of a pair and for a single one, 1 for the second; -1 for
   *     what is in none
   * @param word counts the words of that text from 0; -1 for what is in none
   * @param start first character, as an index into the Java string, in UTF-16 units
   * @param end index behind the last character
   */
  public record Place(int sequence, int word, int start, int end) {
    /** In no text. */
    public static final Place NOWHERE = new Place(-1, -1, 0, 0);
  }
}
