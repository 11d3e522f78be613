// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a measurement ran on.
 *
 * @param processor its name
 * @param peak GFLOP/s of the matrix product, of the better library
 * @param onnxRuntime the same of ONNX Runtime
 * @param libtorch the same of libtorch
 */
public record Machine(String processor, Spread peak, double onnxRuntime, double libtorch) {
  static Machine of(Peaks peaks) {
    return new Machine(
        Processor.name(),
        Spread.of(peaks.best()),
        Spread.of(peaks.onnxRuntime()).median(),
        Spread.of(peaks.libtorch()).median());
  }

  ObjectNode json() {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("processor", processor);
    node.put("java", Runtime.version().toString());
    node.put("gemm_gflops", peak.median());
    node.set("gemm_spread", peak.json());
    node.put("gemm_onnxruntime", onnxRuntime);
    node.put("gemm_libtorch", libtorch);
    return node.put("gemm_method", GemmPeak.METHOD);
  }
}
