// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A growing map from hashes to indices without boxes, several a hash: 12 bytes a hash, at most half
 * full, and 8 bytes an index.
 */
final class BandTable {
  private static final int NONE = -1;

  private final int most;
  private long[] keys = new long[1 << 10];
  private int[] heads = filled(1 << 10); // the last entry of a key
  private int size;
  private int[] indices = new int[1 << 10]; // by entry
  private int[] before = new int[1 << 10]; // the entry of the same key before it
  private int entries;

  /**
   * Starts empty.
   *
   * @param most indices of a key that are looked at, the last ones
   */
  BandTable(int most) {
    this.most = most;
  }

  private static int[] filled(int size) {
    int[] array = new int[size];
    Arrays.fill(array, NONE);
    return array;
  }

  /** Whether one of the last indices under a key is what is looked for. */
  boolean any(long key, IntPredicate wanted) {
    int entry = heads[slot(key)];
    for (int i = 0; i < most && entry != NONE; i++, entry = before[entry]) {
      if (wanted.test(indices[entry])) {
        return true;
      }
    }
    return false;
  }

  /** Notes one more index of a key. */
  void add(long key, int index) {
    if (entries == indices.length) {
      indices = Arrays.copyOf(indices, 2 * entries);
      before = Arrays.copyOf(before, 2 * entries);
    }
    int slot = slot(key);
    indices[entries] = index;
    before[entries] = heads[slot];
    if (heads[slot] == NONE) {
      keys[slot] = key;
      size++;
    }
    heads[slot] = entries++;
    if (2 * size > keys.length) {
      grow();
    }
  }

  /** Where the key is, or where it would go. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key ^ (key >>> 32)) & mask;
    while (heads[slot] != NONE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldHeads = heads;
    keys = new long[2 * oldKeys.length];
    heads = filled(keys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldHeads[i] != NONE) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        heads[slot] = oldHeads[i];
      }
    }
  }
}
