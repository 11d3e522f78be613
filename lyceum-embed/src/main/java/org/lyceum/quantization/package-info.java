// SPDX-License-Identifier: Apache-2.0
/**
 * The 8-bit graph of a model, near to it and measured. Start with {@link
 * org.lyceum.quantization.Int8Exporter}.
 */
@NullMarked
package org.lyceum.quantization;

import org.jspecify.annotations.NullMarked;
