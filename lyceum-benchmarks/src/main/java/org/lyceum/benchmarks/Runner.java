// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.List;

/** Something that embeds. */
interface Runner extends AutoCloseable {
  /** The name in the table. */
  String name();

  /** Embeds texts, tokenizing and pooling included. */
  List<float[]> embed(List<String> texts);

  /** The share of the positions computed for these texts that is padding. */
  double padding(List<String> texts);

  @Override
  void close();
}
