// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import java.util.Arrays;

/**
 * Token ids one after the other, and the memory to find them in, so that many texts can be
 * tokenized without an object each. For one thread.
 */
public final class TokenBuffer {
  private int[] ids = new int[64];
  private int size;
  private char[] text = new char[256];
  private char[] word = new char[64];
  private int letters;

  /** An empty buffer. */
  public TokenBuffer() {}

  /** {@return how many ids there are} */
  public int size() {
    return size;
  }

  /**
   * {@return one of the ids}
   *
   * @param index counted from 0
   */
  public int get(int index) {
    return ids[index];
  }

  /** Forgets the ids. */
  public void clear() {
    size = 0;
  }

  void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
  }

  void shrink(int smaller) {
    size = smaller;
  }

  void copy(int count, int[] into, int position) {
    System.arraycopy(ids, 0, into, position, count);
  }

  /** The characters of a text, from 0 to its length. */
  char[] characters(String of) {
    if (text.length < of.length()) {
      text = new char[2 * of.length()];
    }
    of.getChars(0, of.length(), text, 0);
    return text;
  }

  /** Appends to the word under way. */
  void letter(char c) {
    if (letters == word.length) {
      word = Arrays.copyOf(word, 2 * letters);
    }
    word[letters++] = c;
  }

  /** The word under way, of {@link #letters} characters. */
  char[] word() {
    return word;
  }

  int letters() {
    return letters;
  }

  void endWord() {
    letters = 0;
  }
}
