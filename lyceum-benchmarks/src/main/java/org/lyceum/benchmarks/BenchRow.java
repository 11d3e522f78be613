// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One runner on one set of texts.
 *
 * @param runner its name
 * @param set the texts
 * @param texts a CPU-second; in training both texts of a pair count
 * @param gflops real floating-point operations a CPU-second, in thousand millions; null for a table
 * @param share of the machine's matrix product around each turn, by the faster library; null for a
 *     table
 * @param shareOfLibtorch the same of libtorch's matrix product
 * @param padding the share of the computed positions that is padding
 * @param cosine mean cosine to the single-precision vectors, or null
 */
public record BenchRow(
    String runner,
    String set,
    Spread texts,
    @Nullable Double gflops,
    @Nullable Double share,
    @Nullable Double shareOfLibtorch,
    double padding,
    @Nullable Double cosine) {}
