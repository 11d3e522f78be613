// SPDX-License-Identifier: Apache-2.0
/**
 * Reports as one HTML file with its own style and pictures: nothing is loaded from anywhere.
 *
 * <p>Start with {@link org.lyceum.report.HtmlReport}. A report is sections of {@link
 * org.lyceum.report.Block blocks}: paragraphs, key figures, tables, and figures that draw a {@link
 * org.lyceum.report.Plot}. All are values and the same values give the same bytes. Text is escaped
 * here and nowhere else, so callers pass plain text. Pages suit phones, print and dark rooms; every
 * plot has a description and its numbers beside it. This package knows nothing of tasks or models.
 */
@NullMarked
package org.lyceum.report;

import org.jspecify.annotations.NullMarked;
