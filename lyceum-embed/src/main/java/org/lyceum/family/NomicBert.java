// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * NomicBERT: BERT with rotary positions and gated feed-forward layers.
 *
 * @param config its sizes; positions have no table
 * @param placement how it knows where tokens are
 * @param feeding the feed-forward layers
 * @param biases which matrices have biases
 * @see <a href="https://arxiv.org/abs/2402.01613">Nussbaum et al. 2024</a>, section 4.1
 */
record NomicBert(BertConfig config, Placement placement, Feeding feeding, Biases biases)
    implements Architecture {
  private static final CheckpointNames NAMES =
      new CheckpointNames(
          List.of("nomic_bert.", "bert."),
          List.of("rotary_emb.inv_freq", "cls.predictions.decoder.bias"));

  static Architecture of(Settings settings) {
    return settings.has("n_embd") ? first(settings) : fresh(settings);
  }

  /** As libraries write it since 2026. */
  private static Architecture fresh(Settings settings) {
    var config = BertConfig.of(settings, 2, 1e-12, "silu");
    int head = config.width() / config.heads();
    if (settings.size("head_dim", head) != head) {
      throw settings.unsupported("head_dim is %d, not %d", settings.size("head_dim", head), head);
    }
    var rotary = Rotations.ofEncoder(settings, 1000, head);
    return new NomicBert(
        config,
        Placement.rotated(rotary, Reach.FULL),
        new Feeding(true, null, 0),
        new Biases(false, false, false));
  }

  /** As its authors wrote it. */
  private static Architecture first(Settings settings) {
    for (String off :
        List.of(
            "prenorm",
            "parallel_block",
            "shared_kv",
            "use_rms_norm",
            "causal",
            "rotary_emb_interleaved",
            "scale_attn_by_inverse_layer_idx",
            "expert_choice_router")) {
      settings.require(off, "false");
    }
    settings.require("rotary_scaling_factor", "null");
    settings.require("rotary_emb_scale_base", "null");
    settings.require("scale_attn_weights", "true");
    settings.require("num_shared_experts", "0");
    settings.has("parallel_block_tied_norm");
    settings.has("max_trained_positions");
    int width = settings.size("n_embd");
    int inner = settings.size("n_inner", 4 * width);
    String activation = settings.string("activation_function");
    boolean gated = List.of("swiglu", "geglu", "glu").contains(activation);
    var config =
        new BertConfig(
            settings.size("vocab_size"),
            width,
            settings.integer("n_layer"),
            settings.size("n_head"),
            inner,
            settings.size("n_positions", 2048),
            settings.integer("type_vocab_size", 2),
            settings.eps("layer_norm_epsilon", 1e-5),
            switch (activation) {
              case "swiglu" -> Activation.SILU;
              case "geglu" -> Activation.GELU;
              case "glu" -> Activation.SIGMOID;
              default -> settings.activation("activation_function", activation);
            });
    return new NomicBert(
        config,
        Placement.rotated(rotary(settings, width / config.heads()), Reach.FULL),
        feeding(settings, config, gated),
        Biases.of(settings));
  }

  /** Its authors' code turns nothing where the file does not say how much: it must say so. */
  private static Rotary rotary(Settings settings, int head) {
    double part = settings.positive("rotary_emb_fraction", 0);
    if (part > 1) {
      throw settings.wrong("'rotary_emb_fraction' must be at most 1, got %s", part);
    }
    double base = settings.number("rotary_emb_base", 10_000);
    return new Rotary(Rotations.frequencies(base, (int) (head * part)), 1);
  }

  private static Feeding feeding(Settings settings, BertConfig config, boolean gated) {
    int every = settings.integer("moe_every_n_layers", 0);
    int number = settings.integer("num_experts", 0);
    int counting = settings.integer("moe_top_k", 1);
    boolean normalized = settings.flag("moe_normalize_expert_weights", false);
    if (every > 0 && (counting < 1 || counting > number)) {
      throw settings.wrong(
          "'moe_top_k' must be 1 to the %d of 'num_experts', got %d", number, counting);
    }
    var choice =
        every > 0
            ? new Experts.Choice(
                number, counting, normalized, config.intermediate(), config.activation())
            : null;
    return new Feeding(gated, choice, every);
  }

  /** Which matrices have biases: those of attention, those before an activation, those after it. */
  record Biases(boolean attention, boolean wide, boolean narrow) {
    static Biases of(Settings settings) {
      return new Biases(
          settings.flag("qkv_proj_bias", true),
          settings.flag("mlp_fc1_bias", true),
          settings.flag("mlp_fc2_bias", true));
    }
  }

  /** Whether networks are gated, and the experts of every so many layers. */
  record Feeding(boolean gated, Experts.@Nullable Choice experts, int every) {}

  @Override
  public Transformer load(Parameters parameters) {
    var words = BertParts.typedWords(parameters, config);
    var norm = LayerNorm.load(parameters.under("emb_ln"), config.width(), config.eps());
    var layers =
        IntStream.range(0, config.layers())
            .mapToObj(i -> layer(parameters.under("encoder.layers." + i), i))
            .toList();
    return new Transformer(
        tokens -> norm.apply(words.apply(tokens)), layers, Transformer.Ending.NONE, config.width());
  }

  private Block layer(Parameters parameters, int i) {
    int width = config.width();
    var heads = Heads.of(config.heads(), width);
    var own = parameters.under("attn");
    return new Block.Serial(
        Residual.post(LayerNorm.load(parameters.under("norm1"), width, config.eps())),
        new Attention(
            heads,
            Projection.joined(
                Linear.load(own.under("Wqkv"), width, 3L * width, biases.attention), heads),
            placement,
            Linear.load(own.under("out_proj"), width, width, biases.attention)),
        Residual.post(LayerNorm.load(parameters.under("norm2"), width, config.eps())),
        feedForward(parameters.under("mlp"), i));
  }

  private FeedForward feedForward(Parameters parameters, int i) {
    int width = config.width();
    int inner = config.intermediate();
    if (feeding.experts != null && i % feeding.every == 1) {
      return Experts.load(parameters, width, feeding.experts);
    }
    var narrow = Linear.load(parameters.under("fc2"), inner, width, biases.narrow);
    return feeding.gated
        ? FeedForward.gated(
            Linear.load(parameters.under("fc12"), width, inner, biases.wide),
            Linear.load(parameters.under("fc11"), width, inner, biases.wide),
            config.activation(),
            narrow)
        : FeedForward.of(
            Linear.load(parameters.under("fc1"), width, inner, biases.wide),
            config.activation(),
            narrow);
  }

  @Override
  public Object place(int layer) {
    return feeding.experts != null && layer % feeding.every == 1;
  }

  /** Experts are written from their description. */
  @Override
  public boolean compared() {
    return feeding.experts == null;
  }

  @Override
  public Profile profile() {
    return new Profile("nomic_bert", config.sizes(), NAMES, BertParts.TABLE, config.types() > 0);
  }

  /** What reads these files since 2026 has a matrix for each of queries, keys and values. */
  @Override
  public Part part(String name) {
    String own =
        NAMES
            .canonical(name)
            .replace("embeddings.LayerNorm", "emb_ln")
            .replace(".self_attn.o_proj", ".attn.out_proj")
            .replace(".mlp.up_proj", ".mlp.fc11")
            .replace(".mlp.gate_proj", ".mlp.fc12")
            .replace(".mlp.down_proj", ".mlp.fc2")
            .replace(".post_attention_layernorm", ".norm1")
            .replace(".post_mlp_layernorm", ".norm2");
    own = own.startsWith("layers.") ? "encoder." + own : own;
    return BertParts.rowsOf(own, ".attn.Wqkv", config.width());
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    var language = BertParts.predictions(parameters, config, "layer_norm", config.activation());
    return language == null ? Map.of() : Map.of("logits", language::logits);
  }
}
