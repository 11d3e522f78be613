// SPDX-License-Identifier: Apache-2.0
/**
 * The one training loop, with its checkpoints, monitors and log. Start with {@link
 * org.lyceum.train.Trainer}. Why a teacher may stand beside a model in training says
 * docs/decisions/0076-a-teacher-beside-its-student.md.
 */
@NullMarked
package org.lyceum.train;

import org.jspecify.annotations.NullMarked;
