// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import org.lyceum.embed.Embedder;

/** A figure that is taken of a model while it is trained. */
public interface Probe {
  /** {@return what the figure is, for log and progress} */
  String name();

  /**
   * {@return the figure; higher is better}
   *
   * @param embedder the model as it is now
   */
  double score(Embedder embedder);
}
