// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.lyceum.pooling;

import org.jspecify.annotations.NullMarked;
