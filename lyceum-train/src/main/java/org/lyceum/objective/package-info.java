// SPDX-License-Identifier: Apache-2.0
/**
 * Training objectives: values that see the embeddings of one batch and return its loss. They know
 * tensors and nothing of models, text or training.
 *
 * <p>Start with {@link org.lyceum.objective.Objective}; {@link
 * org.lyceum.objective.SimilarityDistillation} is the shortest to read.
 */
@NullMarked
package org.lyceum.objective;

import org.jspecify.annotations.NullMarked;
