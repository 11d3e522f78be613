// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;

/** The absent values of native calls, made once and never freed. */
final class Nothing {
  static {
    Natives.load();
  }

  static final ScalarTypeOptional TYPE = new ScalarTypeOptional();
  static final TensorOptional TENSOR = new TensorOptional();
  static final MemoryFormatOptional FORMAT = new MemoryFormatOptional();
  static final BoolOptional CHOICE = new BoolOptional();
  static final DoubleOptional NUMBER = new DoubleOptional();
  static final TensorArrayRefOptional TENSORS = new TensorArrayRefOptional();

  private Nothing() {}
}
