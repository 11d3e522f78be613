// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import java.util.Arrays;
import java.util.Map;

/**
 * A WordPiece vocabulary as a trie, which finds the longest entry at a position in one walk.
 * Entries that begin a word hang below one root, entries that continue it below another.
 */
final class WordPieceTrie {
  private static final int FIRST = 1;
  private static final int NEXT = 2;
  private static final int NONE = -1;

  private final String prefix;
  private int nodes = NEXT + 1;
  private int[] ids = new int[1 << 12];
  private long[] keys = new long[1 << 14];
  private int[] targets = new int[1 << 14];
  private int used;

  /**
   * Builds the trie.
   *
   * @param vocabulary token to id
   * @param prefix stands in front of entries that continue a word
   */
  WordPieceTrie(Map<String, Integer> vocabulary, String prefix) {
    this.prefix = prefix;
    Arrays.fill(ids, NONE);
    vocabulary.forEach(this::add);
  }

  private void add(String token, int id) {
    insert(FIRST, token, id);
    if (token.startsWith(prefix)) {
      insert(NEXT, token.substring(prefix.length()), id);
    }
  }

  private void insert(int root, String token, int id) {
    int node = root;
    for (int i = 0; i < token.length(); i++) {
      int child = child(node, token.charAt(i));
      node = child == 0 ? link(node, token.charAt(i)) : child;
    }
    if (!token.isEmpty()) {
      ids[node] = id;
    }
  }

  private int link(int node, char character) {
    if (2 * ++used > keys.length) {
      grow();
    }
    int child = nodes++;
    if (child == ids.length) {
      ids = Arrays.copyOf(ids, 2 * child);
      Arrays.fill(ids, child, ids.length, NONE);
    }
    put(key(node, character), child);
    return child;
  }

  private void put(long key, int child) {
    int slot = slot(key);
    while (keys[slot] != 0) {
      slot = (slot + 1) & (keys.length - 1);
    }
    keys[slot] = key;
    targets[slot] = child;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldTargets = targets;
    keys = new long[2 * oldKeys.length];
    targets = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        put(oldKeys[i], oldTargets[i]);
      }
    }
  }

  private static long key(int node, char character) {
    return ((long) node << 16) | character;
  }

  private int slot(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 40) & (keys.length - 1);
  }

  /** The node below, or 0. */
  private int child(int node, char character) {
    long key = key(node, character);
    int slot = slot(key);
    while (true) {
      long found = keys[slot];
      if (found == key) {
        return targets[slot];
      }
      if (found == 0) {
        return 0;
      }
      slot = (slot + 1) & (keys.length - 1);
    }
  }

  /**
   * Cuts a word into the longest entries from the left.
   *
   * @param word the characters, from 0
   * @param length how many
   * @param into where the ids are appended; as before if the word cannot be cut
   * @return whether it could be cut
   */
  boolean cut(char[] word, int length, TokenBuffer into) {
    int before = into.size();
    int start = 0;
    int root = FIRST;
    while (start < length) {
      int node = root;
      int end = 0;
      int id = NONE;
      for (int i = start; i < length && (node = child(node, word[i])) != 0; i++) {
        if (ids[node] != NONE) {
          id = ids[node];
          end = i + 1;
        }
      }
      if (id == NONE) {
        into.shrink(before);
        return false;
      }
      into.add(id);
      start = end;
      root = NEXT;
    }
    return true;
  }
}
