// SPDX-License-Identifier: Apache-2.0
/**
 * Texts to learn from: corpora in files, WordNet, near-duplicates and held-out parts.
 *
 * <p>Start with {@link org.lyceum.data.Corpus} for files of your own and with {@link
 * org.lyceum.data.WordNetCorpus} for the default. Files are read as strict UTF-8 and streamed;
 * every fault is a {@link org.lyceum.tensor.DataException} with file and line. This package knows
 * nothing of tokenizers, models or training.
 */
@NullMarked
package org.lyceum.data;

import org.jspecify.annotations.NullMarked;
