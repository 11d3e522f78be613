// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.lyceum.parity;

import org.jspecify.annotations.NullMarked;
