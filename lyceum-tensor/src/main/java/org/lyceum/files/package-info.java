// SPDX-License-Identifier: Apache-2.0
/**
 * Files: read strictly, so that one that is broken is refused by name instead of half understood,
 * and written whole or not at all; hashes, locks, and where what can be made again is kept.
 */
@NullMarked
package org.lyceum.files;

import org.jspecify.annotations.NullMarked;
