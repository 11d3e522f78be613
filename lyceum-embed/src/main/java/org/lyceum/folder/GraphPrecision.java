// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

/** In which numbers a model computes. Not the precision of its vectors. */
public enum GraphPrecision {
  /** Single precision: the model as it was trained. */
  FLOAT32,
  /**
   * 8-bit products with one scale a token, from the graph of {@link Int8File}: faster, and close to
   * the model but not the same. Never chosen unless asked for.
   */
  INT8
}
