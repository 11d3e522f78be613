// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

/** What is measured. */
public enum BenchRunner {
  /** Lyceum in single precision. */
  FP32("lyceum-fp32"),
  /** Lyceum in 8 bits. */
  INT8("lyceum-int8"),
  /** A static table of Lyceum's. */
  STATIC("lyceum-static"),
  /** LangChain4j's in-process model. */
  LANGCHAIN4J("langchain4j"),
  /** ONNX Runtime, called by hand. */
  ONNXRUNTIME("onnxruntime"),
  /** Training steps. */
  TRAINING("training");

  private final String label;

  BenchRunner(String label) {
    this.label = label;
  }

  /** {@return the name in tables and on the command line} */
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }
}
