// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/**
 * A batch of token ids.
 *
 * @param ids I64 {@code (B, T)}
 * @param mask I64 {@code (B, T)}: 1 for a token, 0 for padding; null where nothing is padded, which
 *     is faster
 * @param types I64 {@code (B, T)} token types, or null for all zero
 */
public record Tokens(Tensor ids, @Nullable Tensor mask, @Nullable Tensor types) {}
