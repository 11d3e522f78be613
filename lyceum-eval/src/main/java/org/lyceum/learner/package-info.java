// SPDX-License-Identifier: Apache-2.0
/**
 * Small learners on vectors that others computed: what a task fits to see how much a model's
 * vectors know.
 *
 * <p>Start with {@link org.lyceum.learner.LogisticRegression} or {@link
 * org.lyceum.learner.MiniBatchKMeans}. Each is a record of its settings; what it learned is another
 * value. Objectives and stopping rules are those of scikit-learn, so that figures can be compared.
 * This package knows nothing of texts, models or measures.
 */
@NullMarked
package org.lyceum.learner;

import org.jspecify.annotations.NullMarked;
