// SPDX-License-Identifier: Apache-2.0
/**
 * Embedders that stand behind an address: a service with OpenAI's {@code /v1/embeddings} or with
 * text-embeddings-inference's {@code /embed}.
 *
 * <p>Start with {@link org.lyceum.remote.RemoteEmbedder}. Beside the command line this is the only
 * package that opens a connection, and only to the address it is given. What a service answers is
 * checked before it counts: as many vectors as texts, each once, finite, of one width. A key is
 * sent and never shown.
 */
@NullMarked
package org.lyceum.remote;

import org.jspecify.annotations.NullMarked;
