// SPDX-License-Identifier: Apache-2.0
/**
 * A graph as ONNX Runtime runs it fastest, for a graph that is run here and not kept. Start with
 * {@link org.lyceum.fusion.Fusions}.
 */
@NullMarked
package org.lyceum.fusion;

import org.jspecify.annotations.NullMarked;
