// SPDX-License-Identifier: Apache-2.0
/**
 * Encoders: token ids or pixels to hidden states, each written once against {@link
 * org.lyceum.tensor.Tensor}. They never read the batch or the number of tokens as a number; the
 * size of pictures is fixed by the encoder.
 */
@NullMarked
package org.lyceum.encoder;

import org.jspecify.annotations.NullMarked;
