// SPDX-License-Identifier: Apache-2.0
/** From text to token ids. Knows nothing of encoders. */
@NullMarked
package org.lyceum.text;

import org.jspecify.annotations.NullMarked;
