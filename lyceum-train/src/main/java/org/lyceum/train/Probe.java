// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

/** A figure that is taken of a model while it is trained. */
public interface Probe {
  /** {@return what the figure is, for log and progress} */
  String name();

  /** {@return the figure of the model as it is now; higher is better, NaN is worst} */
  double score();
}
