// SPDX-License-Identifier: Apache-2.0
/**
 * The task types of mteb, each a pure function from vectors and labels to measures.
 *
 * <p>Start with {@link org.lyceum.protocol.Outcome}, which all return, and {@link
 * org.lyceum.protocol.SemanticSimilarity}, the simplest. A task type is a record of its settings;
 * where it draws examples, drawing and scoring are two methods, so that draws of others can be
 * scored too. Measures have mteb's names and values: fractions, and correlations as they are. Where
 * mteb does something that one would not choose today, its figure keeps its name and the corrected
 * one stands beside it under another. This package knows nothing of texts, models or data sets.
 *
 * @see <a href="https://arxiv.org/abs/2502.13595">Enevoldsen et al. 2025, MMTEB</a>
 */
@NullMarked
package org.lyceum.protocol;

import org.jspecify.annotations.NullMarked;
