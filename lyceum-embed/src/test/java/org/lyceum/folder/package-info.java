// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.lyceum.folder;

import org.jspecify.annotations.NullMarked;
