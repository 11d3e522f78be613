// SPDX-License-Identifier: Apache-2.0
/**
 * What stands on an encoder: predictions of tokens and of hidden patches, layers after pooling, and
 * how well texts fit pictures.
 */
@NullMarked
package org.lyceum.head;

import org.jspecify.annotations.NullMarked;
