// SPDX-License-Identifier: Apache-2.0
/**
 * Figures of merit: correlations and rankings, as numbers in and a number out.
 *
 * <p>Start with {@link org.lyceum.metric.Spearman} or {@link org.lyceum.metric.Ndcg}. This package
 * knows nothing of texts or models. All values are fractions (a perfect ranking is 1); tasks
 * multiply by 100.
 */
@NullMarked
package org.lyceum.metric;

import org.jspecify.annotations.NullMarked;
