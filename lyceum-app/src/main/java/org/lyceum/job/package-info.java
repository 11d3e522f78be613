// SPDX-License-Identifier: Apache-2.0
/**
 * The long jobs behind the commands: what {@code lyceum distill} does, apart from reading its
 * command line. Start with {@link org.lyceum.job.DistillJob}.
 */
@NullMarked
package org.lyceum.job;

import org.jspecify.annotations.NullMarked;
