// SPDX-License-Identifier: Apache-2.0
/**
 * Finding texts. Start with {@link org.lyceum.search.Bm25}.
 *
 * <p>What is found is given as ids, best first, among equal scores by id descending as trec_eval
 * orders them, so that results can be judged by any evaluation. This package knows nothing of
 * tasks.
 */
@NullMarked
package org.lyceum.search;

import org.jspecify.annotations.NullMarked;
