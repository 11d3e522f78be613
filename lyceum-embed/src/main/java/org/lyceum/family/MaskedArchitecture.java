// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import org.lyceum.encoder.PatchMask;
import org.lyceum.encoder.PictureEncoder;
import org.lyceum.head.PictureDecoder;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/** An encoder of pictures that learns by predicting hidden patches. */
public interface MaskedArchitecture extends PictureArchitecture {
  /**
   * {@return which patches are hidden while it learns}
   *
   * @param noise {@code (B, N)}; the patches with the largest are hidden
   */
  PatchMask mask(Tensor noise);

  /**
   * {@return the encoder of those patches that a mask leaves, of one batch}
   *
   * @param parameters by the names of {@link Architecture.CheckpointNames#canonical}
   * @param mask which patches are hidden
   */
  PictureEncoder load(Parameters parameters, PatchMask mask);

  /**
   * {@return what predicts the others}
   *
   * @param parameters by the names of {@link Architecture.CheckpointNames#canonical}
   */
  PictureDecoder decoder(Parameters parameters);
}
