// SPDX-License-Identifier: Apache-2.0
/**
 * Tensors with automatic differentiation, whose native memory is freed by {@link
 * org.lyceum.torch.Scope scopes} and never by the garbage collector.
 *
 * <p>Start with {@link org.lyceum.torch.Scope}; then {@link org.lyceum.torch.Torch}, which makes
 * tensors and runs backward; then {@link org.lyceum.torch.TorchParameters} and {@link
 * org.lyceum.torch.AdamW}.
 *
 * <p>This is the only package that knows which native library does the arithmetic. It knows nothing
 * of text, models or training. A tensor made on a thread belongs to that thread's innermost scope;
 * others may read it as long as that scope is open. Shapes are written as letters used throughout
 * the toolkit: {@code B} batch, {@code T} tokens, {@code D} embedding width, {@code H} heads.
 */
@NullMarked
package org.lyceum.torch;

import org.jspecify.annotations.NullMarked;
