// SPDX-License-Identifier: Apache-2.0
/**
 * Neural layers, written once against {@link org.lyceum.tensor.Tensor}: values that hold their
 * parameters and know nothing of how they are trained or stored.
 */
@NullMarked
package org.lyceum.nn;

import org.jspecify.annotations.NullMarked;
