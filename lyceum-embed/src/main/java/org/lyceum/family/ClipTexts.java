// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import org.lyceum.encoder.Positions;
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.Tokens;
import org.lyceum.encoder.Transformer;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/**
 * The side of texts of CLIP and SigLIP: learned positions, a norm at the end.
 *
 * @param layers its layers
 * @param vocabulary ids, {@code V}
 * @param longest text, in tokens
 * @param reach how far a token sees
 */
record ClipTexts(ClipLayers layers, int vocabulary, int longest, Reach reach) {
  /** Below {@code text_model}. */
  Transformer load(Parameters parameters) {
    int width = layers.width();
    var own = parameters.under("embeddings");
    Tensor words = own.get("token_embedding.weight", vocabulary, width);
    var positions =
        new Positions(
            own.get("position_embedding.weight", longest, width),
            new Positions.Counting.FromStart(0));
    return new Transformer(
        tokens -> words.rows(tokens.ids()).add(positions.of(tokens)),
        layers.load(parameters, reach),
        new Transformer.Ending(layers.norm(parameters.under("final_layer_norm")), false),
        width);
  }

  /** The states of each text's first end token; of its first token where it has none. */
  static Tensor atFirst(Tensor states, Tokens tokens, int end) {
    return atFirst(states, tokens.ids().eq(end));
  }

  /** The states of each text's token with the highest id, of the first of them. */
  static Tensor atHighest(Tensor states, Tokens tokens) {
    return atFirst(states, tokens.ids().eq(tokens.ids().max(1, true)));
  }

  private static Tensor atFirst(Tensor states, Tensor marked) {
    Tensor numbers = marked.cast(DType.I64);
    Tensor first = numbers.cumsum(1).eq(1).and(marked);
    return states.lastToken(first.cast(DType.I64));
  }
}
