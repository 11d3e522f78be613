// SPDX-License-Identifier: Apache-2.0
/**
 * From a teacher to a student: what students there are, the teacher's embeddings on disk, and the
 * texts of a run. Start with {@link org.lyceum.distillation.StudentSpec}.
 */
@NullMarked
package org.lyceum.distillation;

import org.jspecify.annotations.NullMarked;
