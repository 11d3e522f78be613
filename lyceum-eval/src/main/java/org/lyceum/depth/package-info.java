// SPDX-License-Identifier: Apache-2.0
/**
 * How central a text is in its corpus, and whether two corpora differ, from vectors.
 *
 * <p>The depth of a vector with respect to a corpus is 2 less its mean distance to the vectors of
 * the corpus: from 0 to 2, larger is more central. The deepest text is a corpus' median, the
 * shallowest are its outliers.
 *
 * @see <a href="https://arxiv.org/abs/2310.15010">Seegmiller and Preum 2023</a>
 */
@NullMarked
package org.lyceum.depth;

import org.jspecify.annotations.NullMarked;
