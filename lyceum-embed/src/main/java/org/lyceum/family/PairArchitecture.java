// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import org.lyceum.encoder.PatchGrid;
import org.lyceum.nn.Parameters;

/** An encoder of texts and one of pictures into one space, without their parameters. */
public non-sealed interface PairArchitecture extends Family {
  /**
   * {@return the encoders with these parameters}
   *
   * @param parameters by the names of {@link Architecture.CheckpointNames#canonical}
   */
  DualEncoder load(Parameters parameters);

  /** {@return the pictures that it takes, and how it cuts them} */
  PatchGrid grid();

  /** {@return the width of the vectors} */
  int width();
}
