// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

/** A growing map from hashes to indices without boxes: 12 bytes an entry, at most half full. */
final class BandTable {
  private long[] keys = new long[1 << 10];
  private int[] values = new int[1 << 10]; // index + 1; 0 is empty
  private int size;

  /** The index under a key, or -1. */
  int get(long key) {
    return values[slot(key)] - 1;
  }

  /** Notes an index unless the key has one. */
  void putIfAbsent(long key, int index) {
    int slot = slot(key);
    if (values[slot] == 0) {
      keys[slot] = key;
      values[slot] = index + 1;
      size++;
      if (2 * size > keys.length) {
        grow();
      }
    }
  }

  /** Where the key is, or where it would go. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key ^ (key >>> 32)) & mask;
    while (values[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
