// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import org.lyceum.files.JsonFile;
import org.lyceum.head.HeadModule;
import org.lyceum.tensor.DataException;

/** The {@code config.json} of a layer after the encoder. */
final class HeadFile {
  static final String TOKENS = "token_embeddings";
  static final String VECTOR = "sentence_embedding";

  private HeadFile() {}

  /** A dense layer. */
  static HeadModule dense(JsonFile file) {
    try {
      var dense =
          new HeadModule.Dense(
              file.integer("in_features"),
              file.integer("out_features"),
              file.flag("bias", true),
              UseFile.activation(file, "activation_function"));
      return file.flag("use_residual", false) ? new HeadModule.ResidualDense(dense) : dense;
    } catch (IllegalArgumentException e) {
      throw new DataException(file.path(), e);
    }
  }

  /** Whether a layer works on the vector of each token, not on that of the text. */
  static boolean isOnTokens(JsonFile file) {
    String in = file.string("module_input_name", VECTOR);
    String out = file.string("module_output_name", in);
    if (!in.equals(out) || !(in.equals(TOKENS) || in.equals(VECTOR))) {
      throw new DataException(
          file.path(),
          "'module_input_name' and 'module_output_name' must both be %s or %s, got '%s' and '%s'"
              .formatted(VECTOR, TOKENS, in, out));
    }
    return in.equals(TOKENS);
  }

  /** Refuses a layer that works on tokens. */
  static JsonFile requireOnVector(JsonFile file) {
    if (isOnTokens(file)) {
      throw new DataException(
          file.path(), "must work on '%s' behind a Pooling, got '%s'".formatted(VECTOR, TOKENS));
    }
    return file;
  }
}
