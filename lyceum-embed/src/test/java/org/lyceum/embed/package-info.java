// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.lyceum.embed;

import org.jspecify.annotations.NullMarked;
