// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.CrossAttention.Memory;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Positions;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Transformer;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * The encoder of BART: BERT's layers, positions that begin at row 2.
 *
 * @param sizes its sizes
 * @param heads of attention
 * @param inner the feed-forward layers
 * @param scale what token embeddings are multiplied with
 * @param decoding the other half
 * @see <a href="https://arxiv.org/abs/1910.13461">Lewis et al. 2019</a>
 */
record Bart(
    Sizes sizes, Heads heads, Decoder.Inner inner, double scale, BartDecoder.Settled decoding)
    implements Architecture {
  private static final String TABLE = "shared.weight";
  static final int OFFSET = 2;

  /** Fixed. */
  private static final double EPS = 1e-5;

  private static final CheckpointNames NAMES =
      new CheckpointNames(
          List.of("model."), List.of("encoder.embed_tokens.weight", "decoder.embed_tokens.weight"));

  static Architecture of(Settings settings) {
    int width = settings.size("d_model");
    int layers = settings.integer("encoder_layers");
    settings.has("num_hidden_layers");
    return new Bart(
        new Sizes(
            settings.size("vocab_size"),
            width,
            layers,
            settings.size("max_position_embeddings", 1024)),
        Heads.of(settings.size("encoder_attention_heads"), width),
        new Decoder.Inner(
            settings.size("encoder_ffn_dim"), settings.activation("activation_function", "gelu")),
        settings.flag("scale_embedding", false) ? Math.sqrt(width) : 1,
        new BartDecoder.Settled(
            settings.integer("decoder_layers", layers),
            Heads.of(settings.size("decoder_attention_heads", 1), width),
            settings.size("decoder_ffn_dim", 4 * width)));
  }

  @Override
  public Transformer load(Parameters parameters) {
    int width = sizes.width();
    Tensor words = parameters.get(TABLE, sizes.vocabulary(), width);
    var stack = parameters.under("encoder");
    var positions =
        new Positions(
            stack.get("embed_positions.weight", sizes.longest() + OFFSET, width),
            new Positions.Counting.FromStart(OFFSET));
    var norm = norm(stack.under("layernorm_embedding"));
    var layers =
        IntStream.range(0, sizes.layers())
            .mapToObj(i -> layer(stack.under("layers." + i)))
            .toList();
    return new Transformer(
        tokens -> norm.apply(words.rows(tokens.ids()).mul(scale).add(positions.of(tokens))),
        layers,
        Transformer.Ending.NONE,
        width);
  }

  LayerNorm norm(Parameters parameters) {
    return LayerNorm.load(parameters, sizes.width(), EPS);
  }

  private Block layer(Parameters parameters) {
    int width = sizes.width();
    var own = parameters.under("self_attn");
    return new Block.Serial(
        Residual.post(norm(parameters.under("self_attn_layer_norm"))),
        new Attention(
            heads,
            Projection.load(own, Llama.PROJECTIONS, heads, width),
            Placement.NONE,
            Linear.load(own.under("out_proj"), width, width)),
        Residual.post(norm(parameters.under("final_layer_norm"))),
        FeedForward.of(
            Linear.load(parameters.under("fc1"), width, inner.width()),
            inner.activation(),
            Linear.load(parameters.under("fc2"), inner.width(), width)));
  }

  @Override
  public Profile profile() {
    return new Profile("bart", sizes, NAMES, TABLE);
  }

  @Override
  public @Nullable Tensor continued(Parameters parameters, Memory memory, Tensor ids) {
    return parameters.has("decoder.embed_positions.weight")
        ? BartDecoder.load(this, parameters).logits(ids, memory)
        : null;
  }
}
