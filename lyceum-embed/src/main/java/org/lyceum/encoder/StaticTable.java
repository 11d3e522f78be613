// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.List;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * One vector a token, whatever stands around it; with mean pooling, a bag of tokens.
 *
 * @param table {@code (V, D)}
 */
public record StaticTable(Tensor table) implements Encoder {
  /** The name of its one parameter. */
  public static final String NAME = "embedding.weight";

  /**
   * {@return the table with this parameter}
   *
   * @param parameters hold {@link #NAME}
   * @param vocabulary {@code V}
   * @param width {@code D}
   */
  public static StaticTable load(Parameters parameters, long vocabulary, long width) {
    return new StaticTable(parameters.get(NAME, vocabulary, width));
  }

  @Override
  public States encode(Tokens tokens) {
    Tensor vectors = table.rows(tokens.ids());
    return new States(List.of(vectors), vectors);
  }

  @Override
  public int width() {
    return Math.toIntExact(table.shape().size(1));
  }
}
