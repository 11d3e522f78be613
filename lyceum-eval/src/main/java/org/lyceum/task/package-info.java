// SPDX-License-Identifier: Apache-2.0
/**
 * Measurements of an embedder on a data set: what goes in, what is compared, what comes out.
 *
 * <p>Start with {@link org.lyceum.task.Task}; {@link org.lyceum.task.Sts} and {@link
 * org.lyceum.task.Retrieval} are the most common kinds. Both can be scored by an embedder or by
 * vectors that were computed elsewhere, and a retrieval also by any {@link
 * org.lyceum.task.Searcher}. This package knows nothing of how vectors come about.
 */
@NullMarked
package org.lyceum.task;

import org.jspecify.annotations.NullMarked;
