// SPDX-License-Identifier: Apache-2.0
/** One class a paper. What a paper adds that others may use lies in the package of its kind. */
@NullMarked
package org.lyceum.paper;

import org.jspecify.annotations.NullMarked;
