// SPDX-License-Identifier: Apache-2.0
/**
 * The task types of mteb: vectors and labels in, measures out.
 *
 * <p>Start with {@link org.lyceum.protocol.Outcome}.
 */
@NullMarked
package org.lyceum.protocol;

import org.jspecify.annotations.NullMarked;
