// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.lyceum.fusion;

import org.jspecify.annotations.NullMarked;
