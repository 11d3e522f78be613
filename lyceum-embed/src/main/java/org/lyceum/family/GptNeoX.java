// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Transformer;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * GPT-NeoX and Pythia: attention and feed-forward side by side, a part of each head turns.
 *
 * @param sizes its sizes
 * @param heads of attention
 * @param biased whether the matrices of attention have biases
 * @param head states to logits
 * @param inner the feed-forward layers
 * @param eps added to the variance
 * @param parallel whether attention and feed-forward stand side by side
 * @param placement how it knows where tokens are
 * @see <a href="https://arxiv.org/abs/2204.06745">Black et al. 2022</a>
 */
record GptNeoX(
    Sizes sizes,
    Heads heads,
    boolean biased,
    DecoderHead head,
    Decoder.Inner inner,
    double eps,
    boolean parallel,
    Placement placement)
    implements Architecture {
  private static final CheckpointNames NAMES =
      new CheckpointNames(
          List.of("gpt_neox."),
          List.of(".attention.bias", ".attention.masked_bias", "rotary_emb.inv_freq"));

  static Architecture of(Settings settings) {
    var sizes =
        new Sizes(
            settings.size("vocab_size"),
            settings.size("hidden_size"),
            settings.integer("num_hidden_layers"),
            Rotations.longest(settings, 2048));
    var heads = Heads.of(settings.size("num_attention_heads"), sizes.width());
    double part = settings.either("rotary_pct", "partial_rotary_factor", 0.25);
    double base = settings.either("rotary_emb_base", "rope_theta", 10_000);
    var rotary = Rotations.ofPart(settings, base, heads.width(), part);
    return new GptNeoX(
        sizes,
        heads,
        settings.flag("attention_bias", true),
        DecoderHead.of(settings, false),
        new Decoder.Inner(
            settings.size("intermediate_size"), settings.activation("hidden_act", "gelu")),
        settings.eps("layer_norm_eps", 1e-5),
        settings.flag("use_parallel_residual", true),
        Placement.rotated(rotary, Decoder.reach(settings)));
  }

  @Override
  public Transformer load(Parameters parameters) {
    Tensor words = parameters.get(table(), sizes.vocabulary(), sizes.width());
    var layers =
        IntStream.range(0, sizes.layers())
            .mapToObj(i -> layer(parameters.under("layers." + i)))
            .toList();
    return new Transformer(
        tokens -> words.rows(tokens.ids()),
        layers,
        new Transformer.Ending(norm(parameters.under("final_layer_norm")), true),
        sizes.width());
  }

  private LayerNorm norm(Parameters parameters) {
    return LayerNorm.load(parameters, sizes.width(), eps);
  }

  private Block layer(Parameters parameters) {
    int width = sizes.width();
    var own = parameters.under("attention");
    var attending = Residual.pre(norm(parameters.under("input_layernorm")));
    var feeding = Residual.pre(norm(parameters.under("post_attention_layernorm")));
    var projection = Linear.load(own.under("query_key_value"), width, 3L * width, biased);
    var attention =
        new Attention(
            heads,
            Projection.byHead(projection, heads),
            placement,
            Linear.load(own.under("dense"), width, width, biased));
    var feedForward =
        FeedForward.of(
            Linear.load(parameters.under("mlp.dense_h_to_4h"), width, inner.width()),
            inner.activation(),
            Linear.load(parameters.under("mlp.dense_4h_to_h"), inner.width(), width));
    return parallel
        ? new Block.Parallel(attending, attention, feeding, feedForward)
        : new Block.Serial(attending, attention, feeding, feedForward);
  }

  @Override
  public Profile profile() {
    return new Profile("gpt_neox", sizes, NAMES, "embed_in.weight");
  }

  /** Libraries have called it so since 2026. */
  @Override
  public Part part(String name) {
    return new Part(NAMES.canonical(name).replace("lm_head.", "embed_out."), 0, -1);
  }

  @Override
  public boolean causal() {
    return placement.reach().causal();
  }

  @Override
  public Architecture causal(boolean causal) {
    return new GptNeoX(sizes, heads, biased, head, inner, eps, parallel, placement.causal(causal));
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    return head.of(this, parameters, "embed_out.weight");
  }
}
