// SPDX-License-Identifier: Apache-2.0
/**
 * From the token states of a text to its one vector. Start with {@link org.lyceum.pooling.Pooling}.
 */
@NullMarked
package org.lyceum.pooling;

import org.jspecify.annotations.NullMarked;
