// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The fields of a message that Lyceum does not interpret, or not fully, as they came, so that
 * reading and writing a model loses nothing that a runtime looks at: only the {@code doc_string} of
 * an attribute goes.
 *
 * @param bytes each field with its tag
 */
public record Fields(List<ByteBuffer> bytes) {
  /** No such fields. */
  public static final Fields NONE = new Fields(List.of());
}
