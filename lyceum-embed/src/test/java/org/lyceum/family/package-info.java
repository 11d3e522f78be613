// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.lyceum.family;

import org.jspecify.annotations.NullMarked;
