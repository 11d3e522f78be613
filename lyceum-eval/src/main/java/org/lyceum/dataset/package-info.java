// SPDX-License-Identifier: Apache-2.0
/**
 * Data sets that models are measured on: where they come from, what files hold them, and how those
 * are read. Nothing here uses the network.
 *
 * <p>Start with {@link org.lyceum.dataset.DataSets}, which lists them all.
 */
@NullMarked
package org.lyceum.dataset;

import org.jspecify.annotations.NullMarked;
