// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.Arrays;

/**
 * The best of many scores. A score and its index are one number, of which larger is better; those
 * that are kept lie in a heap with the worst on top.
 */
public final class Best {
  private final long[] heap;
  private int size;

  /**
   * Takes none yet.
   *
   * @param most scores that are kept, 0 or more
   */
  public Best(int most) {
    heap = new long[most];
  }

  /**
   * Keeps a score if it is among the best so far; among equal scores the lower index is better.
   *
   * @param score any but NaN
   * @param index 0 or more
   */
  public void offer(float score, int index) {
    int bits = Float.floatToIntBits(score + 0.0f);
    int sortable = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    long key = ((long) sortable << Integer.SIZE) | (Integer.MAX_VALUE - index);
    if (size < heap.length) {
      heap[size] = key;
      rise(size++);
    } else if (size > 0 && key > heap[0]) {
      heap[0] = key;
      sink();
    }
  }

  private void rise(int from) {
    for (int at = from; at > 0 && heap[at] < heap[(at - 1) / 2]; at = (at - 1) / 2) {
      swap(at, (at - 1) / 2);
    }
  }

  private void sink() {
    for (int at = 0, child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[at] <= heap[child]) {
        break;
      }
      swap(at, child);
      at = child;
    }
  }

  private void swap(int a, int b) {
    long kept = heap[a];
    heap[a] = heap[b];
    heap[b] = kept;
  }

  /** {@return the indices of those that were kept, best first} */
  public int[] indices() {
    long[] sorted = Arrays.copyOf(heap, size);
    Arrays.sort(sorted);
    int[] indices = new int[size];
    for (int i = 0; i < size; i++) {
      indices[i] = Integer.MAX_VALUE - (int) sorted[size - 1 - i];
    }
    return indices;
  }
}
