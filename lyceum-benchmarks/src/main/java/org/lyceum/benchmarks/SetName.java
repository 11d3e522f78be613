// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.random.RandomGenerator;

/** The sets of texts, by the lengths that they are made with. */
public enum SetName {
  /** Sentences: a normal distribution, mean 13 tokens. */
  SHORT("short", 2_000) {
    @Override
    int length(RandomGenerator random) {
      return clip(random.nextGaussian(13, 3), 6, 24);
    }
  },

  /** What comes along: a log-normal distribution, mean about 18 tokens, some ten times as long. */
  MIXED("mixed", 1_200) {
    @Override
    int length(RandomGenerator random) {
      return clip(Math.exp(random.nextGaussian(2.6, 0.8)), 4, 242);
    }
  },

  /** Passages: evenly from 128 to 256 tokens. */
  LONG("long", 200) {
    @Override
    int length(RandomGenerator random) {
      return random.nextInt(128, 257);
    }
  };

  private final String label;
  private final int size;

  SetName(String label, int size) {
    this.label = label;
    this.size = size;
  }

  /** The wanted tokens of one text. */
  abstract int length(RandomGenerator random);

  private static int clip(double value, int least, int most) {
    return Math.clamp(Math.round(value), least, most);
  }

  /** {@return the name as it stands in tables, and of the file without its ending} */
  public String label() {
    return label;
  }

  /** {@return the number of texts that are made} */
  public int size() {
    return size;
  }

  @Override
  public String toString() {
    return label;
  }
}
