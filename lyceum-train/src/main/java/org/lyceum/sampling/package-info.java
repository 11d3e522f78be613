// SPDX-License-Identifier: Apache-2.0
/**
 * Which examples form a batch. A sampler is a function of seed and step alone, so that a run
 * resumes without replaying.
 */
@NullMarked
package org.lyceum.sampling;

import org.jspecify.annotations.NullMarked;
