// SPDX-License-Identifier: Apache-2.0
/**
 * Model folders of every kind: what a model is, read from its files and written as files. Start
 * with {@link org.lyceum.folder.ModelFolder}.
 */
@NullMarked
package org.lyceum.folder;

import org.jspecify.annotations.NullMarked;
