// SPDX-License-Identifier: Apache-2.0
/**
 * Speed, measured side by side: Lyceum, what a user would take instead, and the machine's own
 * limit, in one run and in processor time. Start with {@link org.lyceum.benchmarks.SpeedBench}.
 */
@NullMarked
package org.lyceum.benchmarks;

import org.jspecify.annotations.NullMarked;
