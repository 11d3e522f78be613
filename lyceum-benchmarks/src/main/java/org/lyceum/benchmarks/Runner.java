// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that embeds. */
interface Runner extends AutoCloseable {
  /** The name in the table. */
  String name();

  /** Embeds texts, tokenizing and pooling included. */
  List<float[]> embed(List<String> texts);

  /** The share of the positions computed for these texts that is padding. */
  double padding(List<String> texts);

  /**
   * {@return operations of a text, or null where it multiplies nothing}
   *
   * @param usual those of the model that most runners share
   */
  default @Nullable TextFlops flops(TextFlops usual) {
    return usual;
  }

  @Override
  void close();
}
