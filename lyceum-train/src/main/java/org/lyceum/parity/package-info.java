// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a model gives the values that another implementation gave: tokens, hidden states, pooled
 * vectors, heads and gradients, computed by libtorch and by the recorded graph. Start with {@link
 * org.lyceum.parity.Parity}.
 */
@NullMarked
package org.lyceum.parity;

import org.jspecify.annotations.NullMarked;
