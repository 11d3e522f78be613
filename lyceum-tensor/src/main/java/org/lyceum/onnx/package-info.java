// SPDX-License-Identifier: Apache-2.0
/**
 * ONNX files: models read, rewritten and written, and graphs recorded from the same code that
 * trains.
 *
 * <p>Start with {@link org.lyceum.onnx.OnnxModel} (any file) and {@link
 * org.lyceum.onnx.OnnxWeights} (the weights in it, by their checkpoint names). This package runs no
 * graph.
 */
@NullMarked
package org.lyceum.onnx;

import org.jspecify.annotations.NullMarked;
