// SPDX-License-Identifier: Apache-2.0
/**
 * Weight files: named arrays read from and written to safetensors.
 *
 * <p>Start with {@link org.lyceum.weights.Weights}; {@link org.lyceum.weights.Safetensors} is the
 * file, {@link org.lyceum.weights.InMemoryWeights} the same in arrays. This package knows nothing
 * of models: a name is a name.
 */
@NullMarked
package org.lyceum.weights;

import org.jspecify.annotations.NullMarked;
