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
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Rotary;
import org.lyceum.encoder.Transformer;
import org.lyceum.head.LanguageHead;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Norm;
import org.lyceum.nn.Parameters;
import org.lyceum.nn.RmsNorm;
import org.lyceum.tensor.Tensor;

/**
 * GTE's own encoder, whose {@code model_type} is {@code new}: BERT with rotary positions and gated
 * feed-forward layers. The layout of its authors is written from its description; there were no
 * reference values to compare with.
 *
 * @param kind {@code new} for its authors' layout, whatever the file calls it; {@code gte} for that
 *     of libraries since 2026
 * @param config its sizes; positions have no table
 * @param rotary its positions
 * @param joined whether queries, keys and values have one matrix
 * @param rms whether norms divide by the root mean square
 * @see <a href="https://arxiv.org/abs/2407.19669">Zhang et al. 2024</a>, section 2.1
 */
record GteNew(String kind, BertConfig config, Rotary rotary, boolean joined, boolean rms)
    implements Architecture {
  private static final CheckpointNames NAMES =
      new CheckpointNames(
          List.of("new.", "gte."), List.of("position_ids", "inv_freq", "cos_cached", "sin_cached"));

  static Architecture of(Settings settings) {
    settings.require("position_embedding_type", "rope");
    settings.require("logn_attention_scale", "false");
    settings.require("logn_attention_clip1", "false");
    String norm = settings.string("layer_norm_type", "layer_norm");
    if (!norm.equals("layer_norm") && !norm.equals("rms_norm")) {
      throw settings.unsupported("layer_norm_type is '%s'", norm);
    }
    var config =
        new BertConfig(
            settings.size("vocab_size"),
            settings.size("hidden_size"),
            settings.integer("num_hidden_layers"),
            settings.size("num_attention_heads"),
            settings.size("intermediate_size"),
            settings.size("max_position_embeddings", 2048),
            settings.integer("type_vocab_size", 1),
            settings.eps("layer_norm_eps", 1e-12),
            settings.activation("hidden_act", "gelu"));
    boolean joined = settings.flag("pack_qkv", true);
    return new GteNew("new", config, rotary(settings, config), joined, norm.equals("rms_norm"));
  }

  /** As libraries write it since 2026, or as its authors do under this name too. */
  static Architecture gte(Settings settings) {
    boolean rope = settings.string("position_embedding_type", "absolute").equals("rope");
    return rope || settings.has("pack_qkv") ? of(settings) : fresh(settings);
  }

  private static Architecture fresh(Settings settings) {
    var config = BertConfig.of(settings, 1, 1e-12, "gelu");
    int head = config.width() / config.heads();
    return new GteNew("gte", config, Rotations.ofEncoder(settings, 160_000, head), true, false);
  }

  /** Stretched to long texts by a larger base and slower turns. */
  private static Rotary rotary(Settings settings, BertConfig config) {
    int width = config.width() / config.heads();
    double base = settings.number("rope_theta", 10_000);
    var scaling = settings.inner("rope_scaling");
    if (scaling == null) {
      return new Rotary(Rotations.frequencies(base, width), 1);
    }
    scaling.require("type", "ntk");
    double factor = scaling.positive("factor", 1);
    scaling.done();
    double[] turns = Rotations.frequencies(base * factor, width);
    double slower = Math.pow(factor, 2.0 / width);
    for (int i = 0; i < turns.length; i++) {
      turns[i] = (float) (turns[i] / slower);
    }
    return new Rotary(turns, 1);
  }

  @Override
  public Transformer load(Parameters parameters) {
    var words = BertParts.typedWords(parameters, config);
    Norm norm = norm(parameters.under("embeddings.LayerNorm"));
    var layers =
        IntStream.range(0, config.layers())
            .mapToObj(i -> layer(parameters.under("encoder.layer." + i)))
            .toList();
    return new Transformer(
        tokens -> norm.apply(words.apply(tokens)), layers, Transformer.Ending.NONE, config.width());
  }

  private Norm norm(Parameters parameters) {
    return rms
        ? RmsNorm.load(parameters, config.width(), config.eps())
        : LayerNorm.load(parameters, config.width(), config.eps());
  }

  private Block layer(Parameters parameters) {
    int width = config.width();
    var heads = Heads.of(config.heads(), width);
    var own = parameters.under("attention");
    var projection =
        joined
            ? Projection.joined(Linear.load(own.under("qkv_proj"), width, 3L * width), heads)
            : Projection.load(own, Llama.PROJECTIONS, heads, width);
    return new Block.Serial(
        Residual.post(norm(parameters.under("attn_ln"))),
        new Attention(
            heads,
            projection,
            Placement.rotated(rotary, Reach.FULL),
            Linear.load(own.under("o_proj"), width, width)),
        Residual.post(norm(parameters.under("mlp_ln"))),
        FeedForward.gatedLast(
            Linear.unbiased(
                parameters.under("mlp.up_gate_proj"), width, 2L * config.intermediate()),
            config.activation(),
            Linear.load(parameters.under("mlp.down_proj"), config.intermediate(), width)));
  }

  @Override
  public boolean compared() {
    return kind.equals("gte");
  }

  @Override
  public Profile profile() {
    return new Profile(kind, config.sizes(), NAMES, BertParts.TABLE, config.types() > 0);
  }

  /** What reads these files since 2026 has a matrix for each of queries, keys and values. */
  @Override
  public Part part(String name) {
    String own =
        NAMES
            .canonical(name)
            .replace(".self_attn.o_proj", ".attention.o_proj")
            .replace(".post_attention_layernorm", ".attn_ln")
            .replace(".post_mlp_layernorm", ".mlp_ln")
            .replace("lm_head.layer_norm", "lm_head.norm");
    own = own.startsWith("layers.") ? "encoder.layer." + own.substring("layers.".length()) : own;
    int inner = config.intermediate();
    return own.contains(".mlp.up_proj") || own.contains(".mlp.gate_proj")
        ? new Part(
            own.replace("up_proj", "up_gate_proj").replace(".gate_proj", ".up_gate_proj"),
            own.contains(".mlp.up_proj") ? 0 : inner,
            inner)
        : BertParts.rowsOf(own, ".attention.qkv_proj", config.width());
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    var heads = BertParts.pooler(parameters, config.width());
    if (parameters.has("lm_head.dense.weight")) {
      int width = config.width();
      var own = parameters.under("lm_head");
      var language =
          new LanguageHead(
              Linear.load(own.under("dense"), width, width),
              config.activation(),
              norm(own.under("norm")),
              BertParts.decoder(
                  parameters, "lm_head.decoder.weight", table(), config.vocabulary(), width),
              own.get("decoder.bias", config.vocabulary()));
      heads.put("logits", language::logits);
    }
    return heads;
  }
}
