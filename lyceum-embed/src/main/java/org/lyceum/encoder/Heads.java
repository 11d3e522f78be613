// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

/**
 * How attention is divided.
 *
 * @param queries heads of queries
 * @param keys heads of keys and values, a divisor: each serves as many queries
 * @param width of a head
 * @param scale what scores are multiplied with
 */
public record Heads(int queries, int keys, int width, double scale) {
  /** Checks that they fit. */
  public Heads {
    if (queries < 1 || keys < 1 || width < 1 || queries % keys != 0) {
      throw new IllegalArgumentException(
          "heads of queries must be a multiple of those of keys, got %d and %d of width %d"
              .formatted(queries, keys, width));
    }
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException(
          "scores must be multiplied with a positive number, got " + scale);
    }
  }

  /**
   * {@return as many heads of keys as of queries, scores divided by the root of their width}
   *
   * @param number of heads, a divisor of the width
   * @param width of all together
   */
  public static Heads of(int number, int width) {
    if (number < 1 || width % number != 0) {
      throw new IllegalArgumentException(
          "heads must divide the width %d, got %d".formatted(width, number));
    }
    return grouped(number, number, width / number);
  }

  /**
   * {@return heads whose scores are divided by the root of their width}
   *
   * @param queries heads of queries
   * @param keys heads of keys and values
   * @param width of a head
   */
  public static Heads grouped(int queries, int keys, int width) {
    return new Heads(queries, keys, width, 1 / Math.sqrt(width));
  }

  /**
   * {@return the same with another factor of scores}
   *
   * @param other the factor
   */
  public Heads scaled(double other) {
    return new Heads(queries, keys, width, other);
  }

  /** {@return the width of all queries together} */
  public int queryWidth() {
    return queries * width;
  }

  /** {@return the width of all keys together} */
  public int keyWidth() {
    return keys * width;
  }
}
