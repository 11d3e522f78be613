// SPDX-License-Identifier: Apache-2.0
/**
 * Embedding models in use: texts to vectors with ONNX Runtime. Start with {@link
 * org.lyceum.embed.Embedders}.
 */
@NullMarked
package org.lyceum.embed;

import org.jspecify.annotations.NullMarked;
