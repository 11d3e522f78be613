// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

/**
 * The BERT encoder: learned positions, layer normalization after each sublayer.
 *
 * <p>Parameters carry the names of the base model, without the prefix {@code bert.}: {@code
 * embeddings.word_embeddings.weight}, {@code encoder.layer.0.attention.self.query.weight}.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018</a>
 */
public final class Bert implements Encoder {
  /** The name of the table of token embeddings. */
  public static final String TABLE = "embeddings.word_embeddings.weight";

  private final BertConfig config;
  private final Tensor words; // (V, D)
  private final Tensor positions; // (P, D)
  private final Tensor types; // (types, D)
  private final LayerNorm norm;
  private final List<BertLayer> layers;

  private Bert(BertConfig config, Parameters parameters) {
    this.config = config;
    var embeddings = parameters.under("embeddings");
    words = parameters.get(TABLE, config.vocabulary(), config.width());
    positions = embeddings.get("position_embeddings.weight", config.positions(), config.width());
    types = embeddings.get("token_type_embeddings.weight", config.types(), config.width());
    norm = LayerNorm.load(embeddings.under("LayerNorm"), config.width(), config.eps());
    layers =
        IntStream.range(0, config.layers())
            .mapToObj(i -> BertLayer.load(parameters.under("encoder.layer." + i), config))
            .toList();
  }

  /**
   * {@return the encoder with these parameters}
   *
   * @param config its sizes
   * @param parameters by the names of the base model
   */
  public static Bert load(BertConfig config, Parameters parameters) {
    return new Bert(config, parameters);
  }

  @Override
  public List<Tensor> hiddenStates(Tokens tokens) {
    var sight = Sight.of(tokens, words.dtype());
    var states = new ArrayList<Tensor>(layers.size() + 1);
    states.add(embed(tokens));
    for (BertLayer layer : layers) {
      states.add(layer.apply(states.getLast(), sight));
    }
    return states;
  }

  /**
   * {@return the attention probabilities of one layer, {@code (B, H, T, T)}}
   *
   * @param tokens the batch, not packed
   * @param layer 0 to L - 1
   */
  public Tensor attention(Tokens tokens, int layer) {
    if (!(Sight.of(tokens, words.dtype()) instanceof Sight.Rows sight)) {
      throw new IllegalArgumentException(
          "attention probabilities need each text in a row of its own; pad instead of packing");
    }
    Tensor states = embed(tokens);
    for (BertLayer below : layers.subList(0, layer)) {
      states = below.apply(states, sight);
    }
    return layers.get(layer).probabilities(states, sight.bias());
  }

  private Tensor embed(Tokens tokens) {
    Tensor ids = tokens.ids();
    checkLength(tokens.longest());
    Tensor ofType = tokens.types() == null ? types.select(0, 0) : types.rows(tokens.types());
    return norm.apply(words.rows(ids).add(ofType).add(positions.rows(tokens.positions())));
  }

  private void checkLength(long length) {
    if (length != Shape.ANY && length > config.positions()) {
      throw new IllegalArgumentException(
          "a text must have at most %d tokens (max_position_embeddings), got %d; truncate it"
              .formatted(config.positions(), length));
    }
  }

  /** {@return the table of token embeddings, {@code (V, D)}, which masked-LM heads share} */
  public Tensor wordEmbeddings() {
    return words;
  }

  /** {@return its sizes} */
  public BertConfig config() {
    return config;
  }

  @Override
  public int width() {
    return config.width();
  }
}
