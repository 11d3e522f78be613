// SPDX-License-Identifier: Apache-2.0
/**
 * The tensor interface that layers, encoders, poolings and objectives are written against.
 *
 * <p>Start with {@link org.lyceum.tensor.Tensor}. This package knows nothing of how numbers are
 * computed or stored.
 */
@NullMarked
package org.lyceum.tensor;

import org.jspecify.annotations.NullMarked;
