// SPDX-License-Identifier: Apache-2.0
/**
 * Embedding models in use: model folders and inference. Start with {@link
 * org.lyceum.embed.Embedder}.
 */
@NullMarked
package org.lyceum.embed;

import org.jspecify.annotations.NullMarked;
