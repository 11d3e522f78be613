// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.random.RandomGenerator;

/** Numbers in a random order. */
final class Shuffled {
  private Shuffled() {}

  /** The numbers from 0 to {@code count - 1}, every order as likely. */
  static int[] order(int count, RandomGenerator random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
