// SPDX-License-Identifier: Apache-2.0
/**
 * Data sets that models are measured on: where they come from, what files hold them, and how those
 * are read. Nothing here uses the network.
 *
 * <p>Start with {@link org.lyceum.dataset.DataSets}, which lists those that are known, or with
 * {@link org.lyceum.dataset.FolderData}, which makes a task of a folder of the user's. Files with
 * named fields become rows that know their file and line, whatever the format, and each type of
 * task takes from a row what it needs.
 */
@NullMarked
package org.lyceum.dataset;

import org.jspecify.annotations.NullMarked;
