// SPDX-License-Identifier: Apache-2.0
/**
 * Measuring less that says the same: tasks that the others foretell are left out, and documents
 * that no search would find.
 *
 * @see <a href="https://arxiv.org/abs/2502.13595">Enevoldsen et al. 2025</a>
 */
@NullMarked
package org.lyceum.selection;

import org.jspecify.annotations.NullMarked;
