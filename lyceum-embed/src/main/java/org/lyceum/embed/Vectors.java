// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.List;

/**
 * Embeddings of texts, in the order of the texts.
 *
 * @param rows a vector a text, each of the embedder's width
 * @param truncated indices of the texts that were longer than the model's limit and were cut
 */
public record Vectors(List<float[]> rows, List<Integer> truncated) {}
