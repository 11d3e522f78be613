// SPDX-License-Identifier: Apache-2.0
/**
 * How far a score, or the difference of two, owes to the units that happened to be drawn:
 * intervals, tests and the number of units that a difference needs.
 *
 * <p>Start with {@link org.lyceum.statistics.Bootstrap} for the interval of one score and with
 * {@link org.lyceum.statistics.PairedRandomization} for two models on the same units; {@link
 * org.lyceum.statistics.AdjustedP} where several tests are read together. Which test for what, and
 * why: decision 60.
 *
 * <p>This package sees {@link org.lyceum.metric.Evidence} and numbers, never texts or models. A
 * test of two lists asks whether the first tends to be {@link
 * org.lyceum.statistics.Alternative#GREATER greater}. Where scipy has the same test, the numbers
 * are scipy's.
 */
@NullMarked
package org.lyceum.statistics;

import org.jspecify.annotations.NullMarked;
