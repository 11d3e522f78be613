// SPDX-License-Identifier: Apache-2.0
/**
 * Who would load a model folder, and why not: {@link org.lyceum.compatibility.FolderCheck} for
 * other readers, {@link org.lyceum.compatibility.FolderVerdict} for this one.
 */
@NullMarked
package org.lyceum.compatibility;

import org.jspecify.annotations.NullMarked;
