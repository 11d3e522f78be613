// SPDX-License-Identifier: Apache-2.0
/** What stands on an encoder: token predictions, and layers after pooling. */
@NullMarked
package org.lyceum.head;

import org.jspecify.annotations.NullMarked;
