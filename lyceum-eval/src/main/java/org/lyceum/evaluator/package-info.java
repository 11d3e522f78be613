// SPDX-License-Identifier: Apache-2.0
/**
 * The evaluators of sentence-transformers, each a pure function from vectors or scores to measures.
 *
 * <p>Start with {@link org.lyceum.evaluator.EmbeddingSimilarity}. What is measured during a
 * training in Python can be measured here with the same names and values: those of 6.x, which never
 * separates equal scores and orders equal documents by their ids. An evaluator is a record of its
 * settings; all return an {@link org.lyceum.protocol.Outcome} whose main measure is the {@code
 * primary_metric}. Vectors and scores come from the caller, cut to the width that is wanted; this
 * package knows nothing of texts or models.
 *
 * @see <a href="https://sbert.net/docs/package_reference/sentence_transformer/evaluation.html">the
 *     evaluators of sentence-transformers</a>
 */
@NullMarked
package org.lyceum.evaluator;

import org.jspecify.annotations.NullMarked;
