// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.lyceum.compatibility;

import org.jspecify.annotations.NullMarked;
