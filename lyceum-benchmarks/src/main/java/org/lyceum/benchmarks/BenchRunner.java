// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.List;

/** What is measured. */
public enum BenchRunner {
  /** Lyceum in single precision. */
  FP32("lyceum-fp32"),
  /** Lyceum in 8 bits. */
  INT8("lyceum-int8"),
  /** A static table of Lyceum's. */
  STATIC("lyceum-static"),
  /** Lyceum, a model of the shape of bge-small-en. */
  BGE_SMALL("lyceum-bge-small"),
  /** Lyceum, a ModernBERT as wide and as deep as MiniLM. */
  MODERNBERT("lyceum-modernbert"),
  /** Lyceum, a Qwen 3 as wide and as deep as MiniLM. */
  QWEN3("lyceum-qwen3"),
  /** LangChain4j's in-process model. */
  LANGCHAIN4J("langchain4j"),
  /** DJL's text embeddings. */
  DJL("djl"),
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

  /** {@return whether its vectors are those of the model that most runners share} */
  boolean isShared() {
    return switch (this) {
      case FP32, INT8, LANGCHAIN4J, DJL, ONNXRUNTIME -> true;
      case STATIC, BGE_SMALL, MODERNBERT, QWEN3, TRAINING -> false;
    };
  }

  /**
   * {@return the runner of a name}
   *
   * @param label as in a table
   * @throws IllegalArgumentException if there is none
   */
  public static BenchRunner of(String label) {
    for (var runner : values()) {
      if (runner.label.equals(label)) {
        return runner;
      }
    }
    throw new IllegalArgumentException("'%s' is none of %s".formatted(label, List.of(values())));
  }

  @Override
  public String toString() {
    return label;
  }
}
