// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The real model that tests read: all-MiniLM-L6-v2 as LangChain4j carries it. */
final class MiniLm {
  private MiniLm() {}

  static byte[] bytes() {
    try (var in = MiniLm.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
      return Objects.requireNonNull(in, "all-minilm-l6-v2.onnx is not on the class path")
          .readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
