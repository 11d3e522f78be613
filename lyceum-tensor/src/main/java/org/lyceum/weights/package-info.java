// SPDX-License-Identifier: Apache-2.0
/**
 * Weight files: named arrays read from and written to safetensors. Start with {@link
 * org.lyceum.weights.Weights}.
 */
@NullMarked
package org.lyceum.weights;

import org.jspecify.annotations.NullMarked;
