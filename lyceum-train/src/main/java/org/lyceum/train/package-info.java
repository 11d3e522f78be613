// SPDX-License-Identifier: Apache-2.0
/**
 * The one training loop, with its checkpoints, monitors and log. Start with {@link
 * org.lyceum.train.Trainer}.
 */
@NullMarked
package org.lyceum.train;

import org.jspecify.annotations.NullMarked;
