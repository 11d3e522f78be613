// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.lyceum.text;

import org.jspecify.annotations.NullMarked;
