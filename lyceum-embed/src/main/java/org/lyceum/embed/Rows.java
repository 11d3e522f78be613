// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.Arrays;
import java.util.BitSet;

/** Collects the vectors of one call from many threads. */
final class Rows {
  private final float[][] rows;
  private final BitSet truncated = new BitSet();
  private final Progress progress;
  private long done;

  Rows(int count, Progress progress) {
    rows = new float[count][];
    this.progress = progress;
  }

  /** Each index once; different ones from different threads. */
  void put(int index, float[] row, boolean cut) {
    rows[index] = row;
    if (cut) {
      synchronized (truncated) {
        truncated.set(index);
      }
    }
  }

  /** Tells the progress, one thread at a time. */
  synchronized void advance(int texts) {
    done += texts;
    progress.at(done, rows.length);
  }

  Vectors vectors() {
    return new Vectors(Arrays.asList(rows), truncated.stream().boxed().toList());
  }
}
