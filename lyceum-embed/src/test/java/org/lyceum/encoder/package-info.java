// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.lyceum.encoder;

import org.jspecify.annotations.NullMarked;
