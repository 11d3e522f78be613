// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Rotary;
import org.lyceum.encoder.Transformer;
import org.lyceum.head.LanguageHead;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Norm;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * ModernBERT: rotary positions, gated feed-forward layers, norms before each step; most layers see
 * only a window.
 *
 * @param sizes its sizes
 * @param heads of attention
 * @param biases which parts have biases
 * @param inner the feed-forward layers
 * @param head the activation of the masked-language head
 * @param eps added to the variance
 * @param placements how each layer knows where tokens are
 * @see <a href="https://arxiv.org/abs/2412.13663">Warner et al. 2024</a>, section 2.1
 */
record ModernBert(
    Sizes sizes,
    Heads heads,
    Biases biases,
    Decoder.Inner inner,
    Activation head,
    double eps,
    List<Placement> placements)
    implements Architecture {
  private static final String TABLE = "embeddings.tok_embeddings.weight";

  private static final CheckpointNames NAMES =
      new CheckpointNames(List.of("model."), List.of("rotary_emb.inv_freq"));

  /** Which parts have biases: matrices, norms, the head's first matrix and its last. */
  record Biases(
      boolean attention, boolean inner, boolean norms, boolean transform, boolean decoder) {
    static Biases of(Settings settings) {
      return new Biases(
          settings.flag("attention_bias", false),
          settings.flag("mlp_bias", false),
          settings.flag("norm_bias", false),
          settings.flag("classifier_bias", false),
          settings.flag("decoder_bias", true));
    }
  }

  static Architecture of(Settings settings) {
    bothSides(settings);
    int width = settings.size("hidden_size");
    int layers = settings.integer("num_hidden_layers");
    var heads = Heads.of(settings.size("num_attention_heads"), width);
    var near = new Reach(false, settings.size("local_attention", 128) / 2);
    var local = Placement.rotated(rotary(settings, false, heads.width()), near);
    var global = Placement.rotated(rotary(settings, true, heads.width()), Reach.FULL);
    int every = settings.size("global_attn_every_n_layers", 3);
    boolean[] named = settings.windowed(layers);
    return new ModernBert(
        new Sizes(
            settings.size("vocab_size"),
            width,
            layers,
            settings.size("max_position_embeddings", 8192)),
        heads,
        Biases.of(settings),
        new Decoder.Inner(
            settings.size("intermediate_size"), settings.activation("hidden_activation", "gelu")),
        settings.activation("classifier_activation", "gelu"),
        settings.eps("norm_eps", 1e-5),
        IntStream.range(0, layers)
            .mapToObj(i -> (named == null ? i % every != 0 : named[i]) ? local : global)
            .toList());
  }

  /**
   * What files of first releases say and transformers does not read: a second eps, table positions
   * that there are none of, and that no token is hidden from those before it.
   */
  private static void bothSides(Settings settings) {
    settings.has("layer_norm_eps");
    settings.require("is_causal", "false");
    settings.require("causal_mask", "false");
    String positions = settings.string("position_embedding_type", "absolute");
    if (!List.of("absolute", "sans_pos").contains(positions)) {
      throw settings.unsupported("position_embedding_type is '%s'", positions);
    }
  }

  private static Rotary rotary(Settings settings, boolean global, int width) {
    double base =
        global
            ? settings.number("global_rope_theta", 160_000)
            : settings.number("local_rope_theta", localBase(settings));
    return Rotations.ofType(settings, global ? Settings.WHOLE : Settings.WINDOW, base, width);
  }

  /** A base that is null is that of the others. */
  private static double localBase(Settings settings) {
    return settings.node("local_rope_theta").isNull()
        ? settings.number("global_rope_theta", 160_000)
        : 10_000;
  }

  @Override
  public Transformer load(Parameters parameters) {
    int width = sizes.width();
    Tensor words = parameters.get(TABLE, sizes.vocabulary(), width);
    var norm = norm(parameters.under("embeddings.norm"));
    var layers =
        IntStream.range(0, sizes.layers())
            .mapToObj(i -> layer(parameters.under("layers." + i), i))
            .toList();
    return new Transformer(
        tokens -> norm.apply(words.rows(tokens.ids())),
        layers,
        new Transformer.Ending(norm(parameters.under("final_norm")), false),
        width);
  }

  private Norm norm(Parameters parameters) {
    return biases.norms
        ? LayerNorm.load(parameters, sizes.width(), eps)
        : LayerNorm.unbiased(parameters, sizes.width(), eps);
  }

  private Block layer(Parameters parameters, int i) {
    int width = sizes.width();
    var own = parameters.under("attn");
    boolean first = i == 0; // the embeddings are normalized already
    return new Block.Serial(
        Residual.pre(first ? Norm.NONE : norm(parameters.under("attn_norm"))),
        new Attention(
            heads,
            Projection.joined(
                Linear.load(own.under("Wqkv"), width, 3L * width, biases.attention), heads),
            placements.get(i),
            Linear.load(own.under("Wo"), width, width, biases.attention)),
        Residual.pre(norm(parameters.under("mlp_norm"))),
        FeedForward.gated(
            Linear.load(parameters.under("mlp.Wi"), width, 2L * inner.width(), biases.inner),
            inner.activation(),
            Linear.load(parameters.under("mlp.Wo"), inner.width(), width, biases.inner)));
  }

  /** The first layer has no norm before attention. */
  @Override
  public Object place(int layer) {
    return List.of(layer == 0, placements.get(layer).reach());
  }

  @Override
  public Profile profile() {
    return new Profile("modernbert", sizes, NAMES, TABLE);
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    if (!parameters.has("head.dense.weight")) {
      return Map.of();
    }
    int width = sizes.width();
    var language =
        new LanguageHead(
            Linear.load(parameters.under("head.dense"), width, width, biases.transform),
            head,
            norm(parameters.under("head.norm")),
            BertParts.decoder(parameters, "decoder.weight", TABLE, sizes.vocabulary(), width),
            biases.decoder ? parameters.get("decoder.bias", sizes.vocabulary()) : null);
    return Map.of("logits", language::logits);
  }
}
