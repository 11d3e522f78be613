// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.lyceum.encoder.PatchGrid;
import org.lyceum.encoder.PictureEncoder;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/** An encoder of pictures without its parameters. */
public non-sealed interface PictureArchitecture extends Family {
  /**
   * {@return the encoder with these parameters}
   *
   * @param parameters by the names of {@link Architecture.CheckpointNames#canonical}
   */
  PictureEncoder load(Parameters parameters);

  /** {@return the pictures that it takes, and how it cuts them} */
  PatchGrid grid();

  /** {@return the width of its last states, {@code D}} */
  int width();

  /**
   * {@return what stands on top of it, by what it gives, such as {@code pooler_output}; functions
   * of the encoder's last states; only those whose parameters are there}
   *
   * @param parameters by the names of {@link Architecture.CheckpointNames#canonical}
   */
  default Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    return Map.of();
  }
}
