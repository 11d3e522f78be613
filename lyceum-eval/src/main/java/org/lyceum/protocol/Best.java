// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;

/**
 * The best of many scores. A score and its index are one number, of which larger is better; those
 * that are kept lie in a heap with the worst on top.
 */
final class Best {
  private final long[] heap;
  private int size;

  Best(int most) {
    heap = new long[most];
  }

  /** Among equal scores the lower index is better. */
  void offer(float score, int index) {
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

  /** The indices of those that were kept, best first. */
  int[] indices() {
    long[] sorted = Arrays.copyOf(heap, size);
    Arrays.sort(sorted);
    int[] indices = new int[size];
    for (int i = 0; i < size; i++) {
      indices[i] = Integer.MAX_VALUE - (int) sorted[size - 1 - i];
    }
    return indices;
  }
}
