// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

/**
 * What a test says.
 *
 * @param statistic what the test looks at; its class says what that is
 * @param p the chance of a statistic at least as extreme where there is no difference; NaN where
 *     the test is not defined
 */
public record TestResult(double statistic, double p) {}
